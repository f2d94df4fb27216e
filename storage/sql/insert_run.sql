insert into runs by name
select $run_id as run_id, $flow_run_id as flow_run_id, $started_at as started_at, 'Running' as state,
       $copydesk_version as copydesk_version, $rules_version as rules_version, $settings_hash as settings_hash, $backfill as backfill;
insert into settings_in_force
select $settings_hash where $settings_hash not in (select settings_hash from settings_in_force);
