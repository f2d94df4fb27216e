-- Positions in candidate_articles, the shorter story first, and whether the index proposes the pair.
select least(a.position, b.position) as first, greatest(a.position, b.position) as second,
       k.licensed
from candidate_keys k
join candidate_articles a on a.article_key = k.one
join candidate_articles b on b.article_key = k.other
order by all;
