-- Stored documents that came again with other metadata, as they are stored.
select
    r.article_id, r.external_id, r.feed, r.uri, r.media_type, r.extra::varchar as extra, r.url, r.title, r.author, r.publisher,
    r.language, r.published_at, r.published_precision, r.published_from, r.captured_at, r.encoding, r.replaced, r.original,
    r.ingested_at
from raw_documents r
join staged_documents s using (article_id)
where (r.external_id, r.feed, r.uri, r.media_type, r.extra::varchar, r.url, r.title, r.author, r.publisher,
       r.language, r.published_at, r.published_precision, r.published_from, r.captured_at, r.encoding,
       r.replaced, r.original)
    is distinct from
      (s.external_id, s.feed, s.uri, s.media_type, s.extra, s.url, s.title, s.author, s.publisher,
       s.language, s.published_at, s.published_precision, s.published_from, s.captured_at, s.encoding,
       s.replaced, s.original);
