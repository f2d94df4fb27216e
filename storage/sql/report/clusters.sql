-- The biggest clusters that an article joined since a moment, and how many such clusters there are.
with touched as (select distinct cluster_id from articles where first_seen_at >= $since)
select cluster_id, canonical_id, copies, outlets, count(*) over () as among
from clusters
semi join touched using (cluster_id)
where copies > 1
order by copies desc, outlets desc, cluster_id
limit $limit;
