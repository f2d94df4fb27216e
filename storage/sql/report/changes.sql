-- Clusters whose canonical article changed, the latest first, and how many did.
select
    h.cluster_id, h.canonical_id, h.previous_id, h.reason, h.decided_at,
    coalesce(n.title, left(n.body, 90)) as canonical_title, n.source as canonical_source, n.language as canonical_language,
    coalesce(p.title, left(p.body, 90)) as previous_title, p.source as previous_source, p.language as previous_language,
    h.among
from (
    select *, count(*) over () as among
    from canonical_changes
    where decided_at >= $since and previous_id is not null
    order by decided_at desc, cluster_id
    limit $limit
) h
left join articles n on n.article_id = h.canonical_id
left join articles p on p.article_id = h.previous_id
order by h.decided_at desc, h.cluster_id;
