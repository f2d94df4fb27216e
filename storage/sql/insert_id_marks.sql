insert into tombstone_marks by name select article_id, mark from staged_marks;
