-- Positions in uncompared_articles, the shorter story first; the index proposes none of them.
select least(a.position, b.position) as first, greatest(a.position, b.position) as second, false as licensed
from uncompared u
join uncompared_articles a on a.article_id = u.one
join uncompared_articles b on b.article_id = u.other
order by all;
