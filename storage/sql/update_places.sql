-- Articles the desk held already whose place in the clusters has changed.
create or replace temp table moved as
select p.*, r.place, a.cluster_id as left_cluster
from staged_places p
join reached_rows r using (article_id)
join articles a on a.rowid = r.place
where (a.cluster_id, a.canonical_id, a.relation, a.jaccard, a.containment, a.novel_words)
    is distinct from (p.cluster_id, p.canonical_id, p.relation, p.jaccard, p.containment, p.novel_words);

update articles a
set cluster_id = m.cluster_id, canonical_id = m.canonical_id, relation = m.relation, jaccard = m.jaccard,
    containment = m.containment, novel_words = m.novel_words
from moved m
where m.place = a.rowid;
