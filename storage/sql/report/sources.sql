-- The configured sources, those that fail first, and how many there are.
select name, kind, last_run_at, last_success_at, last_new_at, failures, documents, partial, rejects,
       count(*) over () as among
from source_health
order by failures desc, rejects desc, documents desc, name
limit $limit;
