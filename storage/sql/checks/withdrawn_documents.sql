-- Nothing that was withdrawn is in the desk.
-- Withdraw it again: copydesk forget ARTICLE --reason TEXT.
select 'raw_documents ' || article_id || ': it was withdrawn' from raw_documents semi join tombstones using (article_id)
union all
select 'articles ' || article_id || ': it was withdrawn' from articles semi join tombstones using (article_id);
