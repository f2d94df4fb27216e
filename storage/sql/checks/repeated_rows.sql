-- No row is there twice.
-- Restore a backup, or take the documents named into a new desk.
select 'raw_documents ' || article_id || ' is there twice' from raw_documents group by article_id having count(*) > 1
union all
select 'articles ' || article_id || ' is there twice' from articles group by article_id having count(*) > 1
union all
select 'clusters ' || cluster_id || ' is there twice' from clusters group by cluster_id having count(*) > 1
union all
select 'removed_spans of ' || article_id || ': two begin at ' || start
from removed_spans group by article_id, start having count(*) > 1
union all
select 'credits of ' || article_id || ': ' || name || ' is there twice as ' || "role"
from credits group by article_id, name, "role" having count(*) > 1
union all
select 'comparisons of ' || least(article_id, other_id) || ' and ' || greatest(article_id, other_id) || ' are there twice'
from comparisons group by least(article_id, other_id), greatest(article_id, other_id) having count(*) > 1
union all
select 'rejects ' || reject_id || ' is there twice' from rejects group by reject_id having count(*) > 1
union all
select 'runs ' || run_id || ' is there twice' from runs group by run_id having count(*) > 1
union all
select 'sources ' || name || ' is there twice' from sources group by name having count(*) > 1
union all
select 'tombstones of ' || article_id || ' are there twice' from tombstones group by article_id having count(*) > 1;
