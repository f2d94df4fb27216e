-- Pairs that a person's merge joins beyond the pair it names, and that nobody has compared yet.
create or replace temp table uncompared as
select least(one, other) as one, greatest(one, other) as other
from staged_pairs
where (least(one, other), greatest(one, other)) not in (
    select (least(m.article_id, m.other_id), greatest(m.article_id, m.other_id))
    from comparisons m
    where m.article_id in (select unnest([one, other]) from staged_pairs)
);

create or replace temp table uncompared_articles as
with compared as (
    select a.article_id, a.body, a.words, a.source, a.url, a.published_at
    from staged_articles a
    union all
    select a.article_id, a.body, a.words, a.source, a.url, a.published_at
    from articles a
    where a.article_id not in (select article_id from staged_articles)
)
select row_number() over (order by words, article_id) - 1 as position, *
from compared
where article_id in (select unnest([one, other]) from uncompared);
