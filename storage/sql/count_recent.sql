-- What came in lately, and since when documents come at all.
select count(*) filter (where ingested_at between $since and $now), min(ingested_at) from raw_documents;
