insert into live.tombstones by name
select article_id, source, reason, author, decided_at
from replaced.tombstones where article_id not in (select article_id from live.tombstones);
