-- A run that ended tells when, and one that runs or crashed does not.
-- Nothing that is read depends on it.
select 'runs ' || run_id || ' is ' || state || if(finished_at is null, ' and does not tell when it ended', ' and has ended')
from runs
where (state in ('Completed', 'Failed')) <> (finished_at is not null);
