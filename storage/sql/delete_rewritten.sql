-- What was derived from documents that are prepared anew or leave. Whom they had matched is chosen anew too.
create or replace temp table rewritten as
select f.article_id, f.article_key, f.shingles
from fingerprints f
semi join (
    select article_id from staged_documents union all select article_id from withdrawn
) using (article_id);

create or replace temp table unmatched as
select article_id, other_id
from comparisons
where article_id in (select article_id from rewritten) or other_id in (select article_id from rewritten);

insert into touched select article_id from unmatched union select other_id from unmatched;
insert into pending_changes select distinct 'comparisons', article_id from unmatched;

insert into shrunk_rows
select if(shingles = 0, 2, 0), band_key from bands join rewritten using (article_key)
union all
select 1, shingle from samples semi join rewritten using (article_key);

delete from comparisons
where article_id in (select article_id from rewritten) or other_id in (select article_id from rewritten);
delete from removed_spans where article_id in (select article_id from rewritten);
delete from credits where article_id in (select article_id from rewritten);
delete from bands where article_key in (select article_key from rewritten);
delete from samples where article_key in (select article_key from rewritten);
delete from fingerprints where article_id in (select article_id from rewritten);
