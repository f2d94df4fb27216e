-- The published state has the hash that its articles give.
-- Move articles.duckdb away and run: copydesk doctor --compact, which writes it anew.
select 'snapshots ' || snapshot_id || ' is not what the articles give'
from snapshots
where (articles, clusters, articles_hash) is distinct from (
    (select count(*) from articles), (select count(*) from clusters), (select coalesce(bit_xor(row_hash), 0) from article_hashes)
);
