-- The documents that are meant: those named, all of a source, and those of the URLs.
select r.article_id, r.external_id, r.source, a.title, r.uri, r.ingested_at
from raw_documents r join articles a using (article_id)
where r.article_id in (select article_id from staged_named) or r.source = $source
   or r.url in (select url from staged_urls)
order by r.article_id;
