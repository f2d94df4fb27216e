-- What a run refused, by reason.
select reason, count(*) from rejects where run_id = $run_id group by reason order by count(*) desc, reason limit 10;
