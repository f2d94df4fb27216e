-- What was derived from documents that are prepared anew. Whom they had matched is chosen anew too.
create or replace temp table unmatched as
select article_id, other_id
from matches
where article_id in (select article_id from staged_documents) or other_id in (select article_id from staged_documents);

insert into touched select article_id from unmatched union select other_id from unmatched;
insert into pending_changes select distinct 'matches', article_id from unmatched;

create or replace temp table rewritten as
select article_id, article_key from fingerprints semi join staged_documents using (article_id);

delete from matches
where article_id in (select article_id from rewritten) or other_id in (select article_id from rewritten);
delete from removed_spans where article_id in (select article_id from rewritten);
delete from credits where article_id in (select article_id from rewritten);
delete from bands where article_key in (select article_key from rewritten);
delete from samples where article_key in (select article_key from rewritten);
delete from fingerprints where article_id in (select article_id from rewritten);
