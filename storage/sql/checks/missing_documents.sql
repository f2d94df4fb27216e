-- Every article has the document it was made of.
-- Restore a backup, or take the documents named into a new desk.
select 'articles ' || article_id || ' has no raw document' from articles anti join raw_documents using (article_id);
