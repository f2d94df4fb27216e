-- A row's place is looked up first: a text is unpacked only where one is wanted.
with old as materialized (
    select a.rowid as place, i.article_key
    from articles a
    join involved i using (article_id)
    anti join staged_articles using (article_id)
)
select i.article_key, a.article_id, a.body, a.words, a.source, a.url, a.published_at
from staged_articles a join involved i using (article_id)
union all
select o.article_key, a.article_id, a.body, a.words, a.source, a.url, a.published_at
from articles a join old o on o.place = a.rowid;
