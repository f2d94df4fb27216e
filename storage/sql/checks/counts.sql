-- Copies and outlets of a cluster are what a recount gives.
-- Run: copydesk rematch, which chooses anew. If that does not mend it, restore a backup.
select 'clusters ' || cluster_id || ': ' || c.copies || ' copies and ' || c.outlets || ' outlets, but a recount gives '
    || r.copies || ' and ' || r.outlets
from clusters c
join (
    select cluster_id, count(*) as copies, count(distinct source) as outlets from articles group by all
) r using (cluster_id)
where c.copies <> r.copies or c.outlets <> r.outlets;
