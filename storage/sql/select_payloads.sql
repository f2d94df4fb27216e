select reject_id, payload from rejects semi join staged_named using (reject_id) order by reject_id;
