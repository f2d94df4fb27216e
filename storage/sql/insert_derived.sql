-- What a window adds beside the articles, whose place is not chosen yet.
insert into removed_spans by name select * from staged_spans;
insert into credits by name select * from staged_credits;
insert into fingerprints by name select * from staged_fingerprints;
insert into pages by name select p.* from staged_pages p anti join pages using (article_id);
