-- The sources, those that need a look first, and how many there are.
select name, kind, location, last_run_at, last_success_at, failures, documents, partial, rejects, last_new_at,
       quiet_hours, usual_hours, state, count(*) over () as among
from source_health
order by list_position(['failing', 'silent', 'empty'], state) nulls last, rejects desc, documents desc, name
limit $limit;
