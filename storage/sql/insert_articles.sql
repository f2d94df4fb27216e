-- The staged articles, each at its place. Those prepared anew give way to themselves.
delete from articles where article_id in (select article_id from staged_articles);
insert into articles by name
select s.*, p.cluster_id, p.canonical_id, p.relation, p.jaccard, p.containment, p.novel_words, $run_id as run_id
from staged_articles s
join staged_places p using (article_id);
