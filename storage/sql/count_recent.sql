select count(*) from raw_documents where ingested_at between $since and $now;
