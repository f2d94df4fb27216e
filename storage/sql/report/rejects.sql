-- Why inputs are still refused, most first, with one of them; and how many reasons there are.
select
    reason, first(stage order by reject_id) as stage, count(*) as inputs, bool_or(retriable) as retriable,
    first(source order by reject_id) as source, first(uri order by reject_id) as uri,
    first(location order by reject_id) as location, count(*) over () as among
from rejects
where resolved_at is null and first_seen_at >= $since
group by reason
order by inputs desc, reason
limit $limit;
