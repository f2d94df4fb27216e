-- The texts of the URLs at which one of these articles stood, in the order of time.
select v.page, a.article_id, a.external_id, a.source, a.url, a.title,
       coalesce(a.modified_at, a.published_at, a.captured_at, a.first_seen_at) as dated,
       a.first_seen_at, a.words, a.access, a.relation, a.body, v.version, v.previous_id, v.change, v.words_added,
       v.words_removed
from versions v
join articles a using (article_id)
where v.page in (select page from versions where article_id in (select article_id from staged_named))
order by v.page, dated, coalesce(a.captured_at, a.first_seen_at), a.first_seen_at, v.version, a.article_id;
