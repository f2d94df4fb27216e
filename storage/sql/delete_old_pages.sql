delete from pages
where article_id in (
    select article_id from raw_documents where ingested_at < least($before::timestamp, $previous::timestamp) - $age::interval
);
