-- Articles whose surroundings have changed by other means than a new text.
insert into touched select article_id from staged_touched semi join articles using (article_id);
