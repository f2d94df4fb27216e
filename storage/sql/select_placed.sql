-- Of the documents a run took in: canonical, and belonging to another article.
select count(*) filter (relation = 'canonical'), count(*) filter (relation <> 'canonical')
from articles
join raw_documents d using (article_id)
where d.run_id = $run_id;
