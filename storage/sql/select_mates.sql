-- The articles of the uncompared pairs as a comparison wants them, from the shorter story to the longer.
select row_number() over (order by words, article_id) - 1 as position, article_id, body, words, source, url,
       published_at, external_id, title
from articles
where article_id in (select unnest([withdrawn_id, article_id]) from uncompared_mates)
order by position;
