-- Apply to the attached copy of the published file what it does not hold yet. Applying it twice does no harm.

delete from published.raw_documents where article_id in (select key from live.pending_changes where table_name = 'raw_documents');
insert into published.raw_documents select * from live.raw_documents
where rowid in (select rowid from live.raw_documents where article_id in (select key from live.pending_changes where table_name = 'raw_documents'));

delete from published.articles where article_id in (select key from live.pending_changes where table_name = 'articles');
insert into published.articles select * from live.articles
where rowid in (select rowid from live.articles where article_id in (select key from live.pending_changes where table_name = 'articles'));

delete from published.clusters where cluster_id in (select key from live.pending_changes where table_name = 'clusters');
insert into published.clusters select * from live.clusters
where rowid in (select rowid from live.clusters where cluster_id in (select key from live.pending_changes where table_name = 'clusters'));

delete from published.removed_spans where article_id in (select key from live.pending_changes where table_name = 'removed_spans');
insert into published.removed_spans select * from live.removed_spans
where rowid in (select rowid from live.removed_spans where article_id in (select key from live.pending_changes where table_name = 'removed_spans'));

delete from published.credits where article_id in (select key from live.pending_changes where table_name = 'credits');
insert into published.credits select * from live.credits
where rowid in (select rowid from live.credits where article_id in (select key from live.pending_changes where table_name = 'credits'));

delete from published.comparisons where article_id in (select key from live.pending_changes where table_name = 'comparisons');
insert into published.comparisons select * from live.comparisons
where rowid in (select rowid from live.comparisons where article_id in (select key from live.pending_changes where table_name = 'comparisons'));

delete from published.rejects where reject_id in (select key from live.pending_changes where table_name = 'rejects');
insert into published.rejects select * from live.rejects
where rowid in (select rowid from live.rejects where reject_id in (select key from live.pending_changes where table_name = 'rejects'));

delete from published.canonical_changes where run_id in (select key from live.pending_changes where table_name = 'canonical_changes');
insert into published.canonical_changes select * from live.canonical_changes
where rowid in (select rowid from live.canonical_changes where run_id in (select key from live.pending_changes where table_name = 'canonical_changes'));

delete from published.overrides;
insert into published.overrides select * from live.overrides;

delete from published.sources;
insert into published.sources select * from live.sources;

delete from published.source_furniture;
insert into published.source_furniture select * from live.source_furniture;

delete from published.tombstones;
insert into published.tombstones select * from live.tombstones;

delete from published.versions where article_id in (select key from live.pending_changes where table_name = 'versions');
insert into published.versions select * from live.versions
where rowid in (select rowid from live.versions where article_id in (select key from live.pending_changes where table_name = 'versions'));

-- What has left the state and what has entered it: an exclusive or takes away as it adds.
create or replace temp table articles_hash as
select bit_xor(hash) as hash
from (
    select articles_hash as hash from published.snapshots
    union all select row_hash from memory.changed.article_hashes
);
drop table memory.changed.articles;
