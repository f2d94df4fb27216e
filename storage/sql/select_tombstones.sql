select article_id, source, reason, author, decided_at
from tombstones
where article_id = $key or starts_with(article_id, $key)
order by article_id;
