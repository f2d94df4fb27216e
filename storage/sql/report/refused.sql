-- Inputs refused since a moment, and those of them that were taken in later.
select count(*) filter (where resolved_at is null) as refused, count(*) filter (where resolved_at is not null) as retried
from rejects
where first_seen_at >= $since;
