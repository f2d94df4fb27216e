-- Whatever names a run or a source names one that is there.
-- Nothing that is read depends on it; a backup from before has the row.
select 'raw_documents ' || article_id || ': there is no source ' || feed
from raw_documents where feed not in (select name from sources)
union all
select 'raw_documents ' || article_id || ': there is no run ' || run_id from raw_documents anti join runs using (run_id)
union all
select 'articles ' || article_id || ': there is no run ' || run_id from articles anti join runs using (run_id)
union all
select 'comparisons of ' || article_id || ' and ' || other_id || ': there is no run ' || run_id
from comparisons anti join runs using (run_id)
union all
select 'rejects ' || reject_id || ': there is no run ' || run_id from rejects anti join runs using (run_id)
union all
select 'canonical_changes of ' || cluster_id || ': there is no run ' || run_id
from canonical_changes anti join runs using (run_id);
