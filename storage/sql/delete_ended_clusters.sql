-- What was chosen in clusters that nobody is left of, and that became part of no other, concerns nobody.
create or replace temp table ended_clusters as
select distinct cluster_id
from canonical_changes
anti join clusters using (cluster_id)
anti join (from canonical_changes where reason like 'merged into cluster %') merged using (cluster_id);

insert into pending_changes
select distinct 'canonical_changes', run_id from canonical_changes semi join ended_clusters using (cluster_id);

delete from canonical_changes where cluster_id in (select cluster_id from ended_clusters);
