-- What could be fetched at last is no reject any more; what stands in a list is none when the list was read anew
-- without refusing it.
create temp table if not exists refused_in_run (reject_id varchar, is_known boolean);
create or replace temp table resolved_now as
select r.reject_id, max(s.asked_at) as asked_at
from rejects r
join staged_urls s on s.url = r.uri
left join asked_urls a on a.url = s.url
where r.stage = 'fetch' and r.resolved_at is null and s.failures = 0
    and (r.location is null or (
        s.digest is distinct from a.digest and r.reject_id not in (select reject_id from refused_in_run)
    ))
group by r.reject_id;
insert into pending_changes select 'rejects', reject_id from resolved_now;
update rejects set resolved_at = n.asked_at from resolved_now n where n.reject_id = rejects.reject_id;
delete from asked_urls using staged_urls s where asked_urls.url = s.url;
insert into asked_urls by name
select *, $run_id as run_id from staged_urls;
