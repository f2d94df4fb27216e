-- An article has what was given with its document.
-- Run: copydesk reclean. If that does not mend it, restore a backup.
select 'articles ' || article_id || ': its source, id, URL, dates or title are not those of its document'
from articles a
join raw_documents d using (article_id)
where (a.source, a.external_id, a.url, a.captured_at) is distinct from (d.source, d.external_id, d.url, d.captured_at)
   or coalesce(a.title, '') <> coalesce(d.title, a.title, '')
   or a.published_at > d.published_at;
