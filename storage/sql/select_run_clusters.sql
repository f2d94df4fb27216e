-- The largest clusters that documents of a run came into, with how many of them.
with added as (
    select a.cluster_id, count(*) as added
    from articles a
    join raw_documents d using (article_id)
    where d.run_id = $run_id
    group by a.cluster_id
)
select
    coalesce(a.title, left(a.body, 100) || case when length(a.body) > 100 then '…' else '' end) as title, a.source,
    c.copies, c.outlets, n.added, c.cluster_id
from added n
join clusters c using (cluster_id)
join articles a on a.article_id = c.canonical_id
where c.copies > 1
order by c.copies desc, c.cluster_id
limit $most;
