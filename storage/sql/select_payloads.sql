select reject_id, payload, payload_file from rejects semi join staged_named using (reject_id) order by reject_id;
