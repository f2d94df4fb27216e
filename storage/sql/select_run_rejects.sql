-- What a run refused, be it for the first time or again, as it was met.
select source, uri, location, reason
from rejects
where run_id = $run_id or reject_id in (select reject_id from refused_in_run where not is_known)
order by source, uri, try_cast(regexp_extract(location, '\d+') as bigint), location, reject_id
limit $most;
