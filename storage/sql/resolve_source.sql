-- A source that was read: that it could not be read before is resolved, unless this run has refused it, too. What was
-- refused of a file that is itself the source is resolved by reading that file anew; of a list of URLs that lies here,
-- which is read every time, by its not being refused this time.
create temp table if not exists refused_in_run (reject_id varchar, is_known boolean);
create or replace temp table resolved_now as
select reject_id
from rejects
where source = $name and uri = $location and resolved_at is null
    and case when location is null then retriable and stage in ('read', 'fetch')
             else stage = 'fetch' and uri not in (select url from asked_urls) end
    and uri not in (select uri from read_files)
    and reject_id not in (select reject_id from refused_in_run);
update rejects set resolved_at = $now where reject_id in (select reject_id from resolved_now);
insert into pending_changes select 'rejects', reject_id from resolved_now;
