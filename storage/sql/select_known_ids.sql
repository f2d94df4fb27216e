-- Which of the staged documents the desk holds already.
select article_id from raw_documents semi join staged_documents using (article_id);
