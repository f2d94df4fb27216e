-- What stands in a list on the web and was refused for the same reason when the list was read before: no news of this run.
select s.reject_id, s.inputs
from staged_rejects s
join rejects r on r.reject_id = s.reject_id and r.reason = s.reason and r.resolved_at is null
where s.uri in (select url from asked_urls where kind <> 'page')
    -- That the list itself can't be had is said each time.
    and not (s.stage = 'fetch' and s.location is null);
