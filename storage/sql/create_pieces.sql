-- The connected pieces of accepted comparisons that hold a touched article.
create or replace temp table piece_edges as
with recursive accepted as (
    select article_id as one, other_id as other from comparisons where accepted and licensed
    union all
    select other_id, article_id from comparisons where accepted and licensed
),
reached(article_id) as (
    select article_id from touched
    union
    select e.other from reached r join accepted e on e.one = r.article_id
)
select m.article_id, m.other_id, m.relation, m.jaccard, m.containment, m.other_containment,
       m.novel_words, m.other_novel_words,
       m.coverage, m.other_coverage, m.digest_id
from comparisons m
where m.accepted and m.licensed and m.article_id in (select article_id from reached);

create or replace temp table piece_articles as
with members as (
    select article_id from touched
    union select article_id from piece_edges
    union select other_id from piece_edges
)
select
    row_number() over (order by article_id) - 1 as position,
    article_id, coalesce(s.source, a.source) as source, coalesce(s.access, a.access) as access,
    coalesce(s.words, a.words) as words,
    case when s.article_id is null then a.published_at else s.published_at end as published_at,
    case when s.article_id is null then a.captured_at else s.captured_at end as captured_at,
    a.cluster_id as previous_cluster, a.canonical_id as previous_canonical
from members
left join staged_articles s using (article_id)
left join articles a using (article_id)
where s.article_id is not null or a.article_id is not null;
