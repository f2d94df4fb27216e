-- Between which dates what came in did so, but for archives, which belong into no figure by day, and how much those held.
select
    min(d.ingested_at) filter (where not r.backfill) as first,
    max(d.ingested_at) filter (where not r.backfill) as last,
    count(*) filter (where r.backfill) as outside
from raw_documents d
join runs r using (run_id)
where d.ingested_at >= $since;
