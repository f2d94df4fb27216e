delete from read_files using staged_files s where read_files.feed = s.feed and read_files.uri = s.uri;
insert into read_files by name
select * exclude (is_whole), $now as read_at, $run_id as run_id from staged_files;
