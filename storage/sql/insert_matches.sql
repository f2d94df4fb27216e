insert into matches by name select *, $run_id as run_id from staged_matches;
insert into pending_changes select distinct 'matches', article_id from staged_matches;
