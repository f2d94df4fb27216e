-- Pages that are to be asked for again by themselves.
select * exclude (run_id)
from asked_urls
where feed = $feed and kind = 'page' and next_at <= $now
order by next_at, url;
