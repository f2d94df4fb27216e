-- Clusters that have another canonical article or another size than before, are new, or are no more.
select cluster_id, b.canonical_id as canonical_before, c.canonical_id as canonical_after,
       coalesce(b.copies, 0) as copies_before, coalesce(c.copies, 0) as copies_after
from clusters_before b
full join clusters c using (cluster_id)
where (b.canonical_id, b.copies) is distinct from (c.canonical_id, c.copies)
order by greatest(copies_before, copies_after) desc, cluster_id;
