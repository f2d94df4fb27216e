-- What is left of the documents that are withdrawn. One that was withdrawn before and came again has one stone.
delete from tombstones where article_id in (select article_id from withdrawn);
insert into tombstones by name
select article_id, source, $reason as reason, $author as author, $decided_at as decided_at
from raw_documents semi join withdrawn using (article_id);
