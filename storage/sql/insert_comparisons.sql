insert into comparisons by name select *, $run_id as run_id from staged_comparisons;
insert into pending_changes select distinct 'comparisons', article_id from staged_comparisons;
