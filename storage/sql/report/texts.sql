-- The texts of the staged articles as they came, up to a number of characters, and what stands above them.
select
    a.article_id, a.external_id, left(a.source, 300) as source, left(a.title, 300) as title, a.url, a.language,
    coalesce(a.published_at, a.captured_at, a.first_seen_at) as "at",
    case when a.published_at is not null then 'published' when a.captured_at is not null then 'captured'
         else 'first seen' end as dated,
    a.published_precision, a.words, a.access, left(d.text, $characters) as text, length(d.text) as characters
from articles a
join raw_documents d using (article_id)
semi join staged_articles using (article_id);
