insert into live.tombstone_marks
select * from replaced.tombstone_marks where article_id not in (select article_id from live.tombstones);
insert into live.tombstones
select * from replaced.tombstones where article_id not in (select article_id from live.tombstones);
