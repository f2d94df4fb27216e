select kind, article_id, other_id, author, reason, decided_at
from overrides
where $article_id in (article_id, other_id)
order by decided_at, kind, article_id, other_id;
