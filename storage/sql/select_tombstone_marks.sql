select mark, min(article_id) from tombstone_marks group by mark;
