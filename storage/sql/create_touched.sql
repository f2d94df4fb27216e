-- Articles whose piece of the graph is chosen anew in this transaction; clusters and index rows that lose an article.
create or replace temp table touched as select article_id from staged_articles;
create or replace temp table left_clusters (cluster_id varchar);
create or replace temp table shrunk_rows (lane tinyint, row_key ubigint);

-- Pairs that belong into one piece: accepted ones, and those somebody decided on.
create or replace temp view decided_pairs as
select least(article_id, other_id) as one, greatest(article_id, other_id) as other
from overrides
where other_id is not null;

create or replace temp view joined_pairs as
select article_id as one, other_id as other
from comparisons where accepted and licensed or override_kind is not null
union all
select other_id, article_id
from comparisons where accepted and licensed or override_kind is not null
union all
select one, other from decided_pairs
union all
select other, one from decided_pairs;
