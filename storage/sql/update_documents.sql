-- The text is the same, or the id would not be.
update raw_documents r
set external_id = s.external_id, feed = s.feed, uri = s.uri, media_type = s.media_type, extra = s.extra, url = s.url, title = s.title,
    author = s.author, publisher = s.publisher, language = s.language, published_at = s.published_at,
    published_precision = s.published_precision, published_from = s.published_from,
    captured_at = s.captured_at, encoding = s.encoding, replaced = s.replaced, original = s.original
from revised_documents s
where s.article_id = r.article_id;

insert into pending_changes select 'raw_documents', article_id from revised_documents;
