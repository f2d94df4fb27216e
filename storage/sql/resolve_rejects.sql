-- Of files that were read as a whole: what was refused of them before and is not refused any more is resolved.
create temp table if not exists refused_in_run (reject_id varchar, is_known boolean);
create or replace temp table resolved_now as
with read_whole as (
    select feed, uri from staged_files where is_whole
)
select reject_id
from rejects
where resolved_at is null
    -- Members of an archive stand behind an exclamation mark.
    and ((source, uri) in (from read_whole) or (source, split_part(uri, '!', 1)) in (from read_whole))
    and reject_id not in (select reject_id from refused_in_run);
update rejects set resolved_at = $now where reject_id in (select reject_id from resolved_now);
insert into pending_changes select 'rejects', reject_id from resolved_now;
