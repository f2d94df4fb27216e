create or replace temp table source_before as select * from sources where name = $name;
delete from sources where name = $name;
insert into sources by name
select $name as name, $kind as kind, $location as location, $now as last_run_at,
       case when $failed then max(last_success_at) else $now end as last_success_at,
       case when $failed then coalesce(max(failures), 0) + 1 else 0 end as failures,
       (select etag from asked_urls where url = $location) as etag,
       (select last_modified from asked_urls where url = $location) as last_modified
from source_before;
