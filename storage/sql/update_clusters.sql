-- Clusters that gained or lost an article, counted anew.
create or replace temp table changed_clusters as
select cluster_id from staged_places
union select left_cluster from moved
union select cluster_id from left_clusters
union select previous_cluster from piece_articles where previous_cluster is not null;

delete from clusters where cluster_id in (select cluster_id from changed_clusters);
insert into clusters
select cluster_id, any_value(canonical_id), count(*), count(distinct source)
from articles
where cluster_id in (select cluster_id from changed_clusters)
group by cluster_id;
