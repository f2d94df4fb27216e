select count(*) from raw_documents;
