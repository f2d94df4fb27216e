with old as (from involved anti join staged_articles using (article_id))
select i.article_key, a.article_id, a.body, a.words, a.source, a.url, a.published_at
from staged_articles a join involved i using (article_id)
union all
select i.article_key, a.article_id, a.body, a.words, a.source, a.url, a.published_at
from articles a join old i using (article_id);
