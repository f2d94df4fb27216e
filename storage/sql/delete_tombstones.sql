-- Documents that may come in again: those named, all of a source, or those known by a URL.
create or replace temp table revived as
select distinct article_id
from tombstones left join tombstone_marks using (article_id)
where article_id in (select article_id from staged_named) or source = $source or mark = $mark;

delete from tombstones where article_id in (select article_id from revived);
delete from tombstone_marks where article_id in (select article_id from revived);
