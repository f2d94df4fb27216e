-- What a person may mean by a key: the article of that id, else those of that external id or URL, else those whose
-- id begins so.
select article_id, external_id, source, coalesce(title, left(body, 60)) as title
from articles
where article_id = $key or external_id = $key or url = $key or starts_with(article_id, $key)
qualify rank() over (
    order by
        article_id = $key desc,
        external_id is not distinct from $key or url is not distinct from $key desc
) = 1
order by source, article_id
limit $limit;
