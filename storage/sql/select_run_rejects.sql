-- What a run refused, as it was met.
select source, uri, location, reason
from rejects
where run_id = $run_id
order by source, uri, try_cast(regexp_extract(location, '\d+') as bigint), location, reject_id
limit $most;
