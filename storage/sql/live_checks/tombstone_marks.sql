-- What withdrawn documents are known by belongs to one of them.
-- Nothing that is read depends on it.
select distinct 'tombstone_marks of ' || article_id || ': there is no such tombstone'
from tombstone_marks anti join tombstones using (article_id);
