-- Two canonical articles are never matched.
-- Run: copydesk rematch, which chooses anew. If that does not mend it, restore a backup.
select 'matches of ' || m.article_id || ' and ' || m.other_id || ': both are canonical'
from matches m
join articles a using (article_id)
join articles o on o.article_id = m.other_id
where m.accepted and m.licensed and a.relation = 'canonical' and o.relation = 'canonical';
