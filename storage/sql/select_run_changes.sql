-- The canonical articles that a run chose, or changed, in clusters that are still there.
select
    coalesce(a.title, left(a.body, 100) || case when length(a.body) > 100 then '…' else '' end) as title, a.source,
    h.reason, h.canonical_id, h.previous_id, h.cluster_id
from canonical_changes h
join articles a on a.article_id = h.canonical_id
where h.run_id = $run_id
order by h.previous_id is null, h.decided_at, h.cluster_id, h.canonical_id
limit $most;
