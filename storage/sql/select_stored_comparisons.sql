-- A portion of the comparisons with what is known of their articles; the rows of a table are numbered as written.
select c.*, a.source, a.url, a.published_at, b.source as other_source, b.url as other_url,
       b.published_at as other_published_at
from comparisons c
join articles a using (article_id)
join articles b on b.article_id = c.other_id
where c.rowid >= $start and c.rowid < $start + $count;
