-- Whatever names an article names one that is there.
-- Restore a backup, or take the documents named into a new desk.
select 'raw_documents ' || article_id || ' has no article' from raw_documents anti join articles using (article_id)
union all
select 'articles ' || article_id || ': its canonical_id ' || canonical_id || ' is no article'
from articles where canonical_id not in (select article_id from articles)
union all
select 'clusters ' || cluster_id || ': its canonical_id ' || canonical_id || ' is no article'
from clusters where canonical_id not in (select article_id from articles)
union all
select 'removed_spans of ' || article_id || ': there is no such article'
from removed_spans anti join articles using (article_id)
union all
select 'credits of ' || article_id || ': there is no such article' from credits anti join articles using (article_id)
union all
select 'comparisons of ' || article_id || ' and ' || other_id || ': one of them is no article'
from comparisons
where article_id not in (select article_id from articles)
   or other_id not in (select article_id from articles)
   or digest_id not in (select article_id from articles)
union all
select 'canonical_changes of ' || cluster_id || ' by ' || run_id || ': names an article that is not there'
from canonical_changes
where canonical_id not in (select article_id from articles)
   or previous_id not in (select article_id from articles);
