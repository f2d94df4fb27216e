insert into canonical_changes by name
select *, $run_id as run_id, $now as decided_at from staged_changes;
