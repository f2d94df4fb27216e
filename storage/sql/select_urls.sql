select distinct url from raw_documents where url is not null;
