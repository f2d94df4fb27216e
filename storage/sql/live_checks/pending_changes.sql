-- Everything is published.
-- A run was stopped before it published: the next run does it. Until then articles.duckdb is as it was.
select 'pending_changes: ' || count(*) || ' rows of ' || table_name || ' are not published yet'
from pending_changes
group by table_name;
