-- What stands in a list of URLs or texts and was refused for the same reason when the list was read before: no news.
select s.reject_id, s.inputs
from staged_rejects s
join rejects r on r.reject_id = s.reject_id and r.reason = s.reason and r.resolved_at is null
-- That the list itself can't be had is said each time.
where case when s.stage = 'fetch' then s.location is not null
           else s.uri in (select url from asked_urls where kind <> 'page') end;
