-- Everything derived from documents that are prepared anew; whom they matched is chosen anew too.
insert into touched
select other_id from matches where article_id in (select article_id from revised)
union select article_id from matches where other_id in (select article_id from revised)
union select article_id from revised;

insert into pending_changes
select distinct 'matches', article_id from matches
where article_id in (select article_id from touched) and
      (article_id in (select article_id from revised) or other_id in (select article_id from revised));

delete from matches where article_id in (select article_id from revised) or other_id in (select article_id from revised);
delete from removed_spans where article_id in (select article_id from revised);
delete from credits where article_id in (select article_id from revised);
delete from bands where article_key in (select article_key from fingerprints where article_id in (select article_id from revised));
delete from samples where article_key in (select article_key from fingerprints where article_id in (select article_id from revised));
delete from fingerprints where article_id in (select article_id from revised);
