-- What people decided on articles and on lines, the latest first, and how much that was.
with said as (
    select kind, article_id, other_id, null as line, null as source, author, reason, decided_at
    from overrides
    union all
    select case when kind is null then 'story' else 'furniture' end, null, null, line, source, author,
           coalesce(kind, 'story'), decided_at
    from source_furniture
),
latest as (
    select *, count(*) over () as among
    from said
    where decided_at >= $since
    order by decided_at desc, kind, article_id, line
    limit $limit
)
select
    l.*,
    coalesce(a.title, left(a.body, 90)) as title, a.language, a.source as article_source,
    coalesce(o.title, left(o.body, 90)) as other_title, o.language as other_language, o.source as other_source
from latest l
left join articles a on a.article_id = l.article_id
left join articles o on o.article_id = l.other_id
order by l.decided_at desc, l.kind, l.article_id, l.line;
