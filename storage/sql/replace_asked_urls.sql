-- What could be fetched at last is no reject any more.
insert into pending_changes
select distinct 'rejects', r.reject_id
from rejects r
join staged_urls s on s.url = r.uri
where r.stage = 'fetch' and r.resolved_at is null and s.failures = 0;
update rejects
set resolved_at = s.asked_at
from staged_urls s
where s.url = rejects.uri and rejects.stage = 'fetch' and rejects.resolved_at is null and s.failures = 0;
delete from asked_urls using staged_urls s where asked_urls.url = s.url;
insert into asked_urls by name
select *, $run_id as run_id from staged_urls;
