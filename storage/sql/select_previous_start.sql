select max(started_at) from runs where run_id <> $run_id;
