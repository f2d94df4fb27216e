-- Every source that was read, and how it fares.
select name, kind, location, last_run_at, last_success_at, failures, documents, partial, rejects, last_new_at,
       quiet_hours, usual_hours, state
from source_health
order by name;
