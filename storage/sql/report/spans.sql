-- What was cut from the staged articles or repaired in them.
select article_id, start, stop, kind, rule, replacement
from removed_spans
semi join staged_articles using (article_id)
order by article_id, start;
