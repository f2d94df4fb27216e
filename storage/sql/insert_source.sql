-- What is published on the way may name the source; how reading it went is known at the end.
insert into sources by name
select $name as name, $kind as kind, $location as location, $now as last_run_at, 0 as failures
where $name not in (select name from sources);
