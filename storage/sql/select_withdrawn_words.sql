select article_id, reason, author, decided_at
from tombstones semi join raw_documents using (article_id)
order by decided_at, reason, author, article_id;
