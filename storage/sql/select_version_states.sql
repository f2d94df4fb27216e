-- The texts of these URLs in the order of time, from the first that is to be linked anew, and those just before it.
with ordered as (
    select v.page, v.article_id, v.version, v.previous_id,
           v.article_id in (select article_id from relinked) as relinked,
           row_number() over (
               partition by v.page
               order by coalesce(a.modified_at, a.published_at, a.captured_at, a.first_seen_at),
                        coalesce(a.captured_at, a.first_seen_at), a.first_seen_at, a.access <> 'partial', a.words,
                        a.article_id
           ) as place
    from versions v
    join articles a using (article_id)
    where v.page in (select page from moved_pages)
),
bounds as (
    select page, min(place) as first_place
    from ordered
    where relinked
    group by page
    having max(previous_id is not null) or page in (select page from ordered group by page having count(*) > 1)
)
select o.page, o.article_id, o.version, o.place >= b.first_place as is_open,
       a.title, r.text, a.body, a.words, a.access
from ordered o
join bounds b using (page)
join articles a using (article_id)
join raw_documents r using (article_id)
where o.place >= b.first_place - $lookback
order by o.page, o.place;
