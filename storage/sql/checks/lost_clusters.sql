-- A cluster that is no more says what it was merged into.
-- Nothing that is read depends on it; a backup from before has the row.
select distinct 'canonical_changes of ' || cluster_id || ': the cluster is not there, and nothing says why'
from canonical_changes c
anti join clusters using (cluster_id)
anti join (from canonical_changes where reason like 'merged into cluster %') m using (cluster_id);
