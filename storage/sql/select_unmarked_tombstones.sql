select article_id from tombstones anti join tombstone_marks using (article_id);
