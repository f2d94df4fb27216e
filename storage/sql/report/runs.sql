-- The latest runs, and how many there were.
select run_id, started_at, finished_at, state, "read", "new", "unchanged", rejected, canonical, reused,
       count(*) over () as among
from runs
where started_at >= $since
order by started_at desc, run_id desc
limit $limit;
