-- Positions in piece_articles.
select a.position as first, b.position as second, e.* exclude (article_id, other_id)
from piece_edges e
join piece_articles a on a.article_id = e.article_id
join piece_articles b on b.article_id = e.other_id
order by all;
