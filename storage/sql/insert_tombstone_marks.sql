delete from tombstone_marks where article_id in (select article_id from withdrawn);
insert into tombstone_marks by name select article_id, mark from staged_marks;
