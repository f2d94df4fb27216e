-- Sources that have been quiet for longer than is usual for them.
select name, last_new_at, quiet_hours, usual_hours from source_health where state = 'silent' order by name;
