-- What comparing two articles needs, the shorter story first.
select article_id, body, words, source, url, published_at
from articles
where article_id in ($one, $other)
order by words, article_id;
