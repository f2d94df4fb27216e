select kind, article_id, other_id, author, reason, decided_at from overrides order by decided_at, kind, article_id;
