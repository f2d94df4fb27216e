select i.article_key, a.article_id, a.body, a.words, a.source, a.url, a.published_at
from staged_articles a join involved i using (article_id)
union all
select i.article_key, a.article_id, a.body, a.words, a.source, a.url, a.published_at
from articles a join involved i using (article_id)
where a.article_id not in (select article_id from staged_articles);
