-- What a run refused, be it for the first time or again, by reason.
select reason, count(*)
from rejects
where run_id = $run_id or reject_id in (select reject_id from refused_in_run where not is_known)
group by reason order by count(*) desc, reason limit 10;
