insert into raw_documents by name
select *, $now as ingested_at, $run_id as run_id from staged_documents;
