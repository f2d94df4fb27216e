select reject_id from rejects where starts_with(reject_id, $key) order by reject_id limit 20;
