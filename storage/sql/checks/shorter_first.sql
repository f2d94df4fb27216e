-- The shorter story of a match stands first.
-- Restore a backup, or take the documents named into a new desk.
select 'comparisons of ' || m.article_id || ' and ' || m.other_id || ': the longer story stands first'
from comparisons m
join articles a using (article_id)
join articles o on o.article_id = m.other_id
where (a.words, a.article_id) >= (o.words, o.article_id);
