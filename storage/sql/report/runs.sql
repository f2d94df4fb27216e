-- The latest runs in which something happened, and how many there were: of sources read every few minutes most runs
-- meet nothing new, and would leave no room for the others.
select run_id, started_at, finished_at, state, "read", "new", "unchanged", rejected, canonical, reused,
       count(*) over () as among
from runs
where started_at >= $since
  and (state <> 'Completed' or "new" > 0 or revised > 0 or rejected > 0)
order by started_at desc, run_id desc
limit $limit;
