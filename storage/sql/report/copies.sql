-- The articles of the staged clusters in order of appearance: the first ones, and in any case the canonical one.
with members as (
    select
        cluster_id, article_id, coalesce(published_at, captured_at, first_seen_at) as "at",
        row_number() over (
            partition by cluster_id order by coalesce(published_at, captured_at, first_seen_at), article_id
        ) as appeared
    from articles
    semi join staged_clusters using (cluster_id)
)
select
    cluster_id, m.appeared, article_id, a.external_id, left(a.source, 300) as source, a.url,
    left(a.title, 300) as title, left(a.body, 90) as opening, a.language, m."at",
    case when a.published_at is not null then 'published' when a.captured_at is not null then 'captured'
         else 'first seen' end as dated,
    a.published_precision, a.words, a.access, a.relation, a.jaccard, a.containment, a.novel_words
from members m
join articles a using (cluster_id, article_id)
where m.appeared <= $limit or a.relation = 'canonical'
order by cluster_id, m.appeared;
