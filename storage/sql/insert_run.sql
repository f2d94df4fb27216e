insert into runs by name
select $run_id as run_id, $flow_run_id as flow_run_id, $started_at as started_at, 'Running' as state,
       $copydesk_version as copydesk_version, $rules_version as rules_version, $settings_hash as settings_hash;
