-- A page that is kept is that of a document, and kept once.
-- Nothing that is read depends on it.
select 'pages of ' || article_id || ': there is no such document' from pages anti join raw_documents using (article_id)
union all
select 'pages of ' || article_id || ' are there twice' from pages group by article_id having count(*) > 1;
