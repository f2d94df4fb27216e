-- Documents by when they came in and by outlet, but for archives: the biggest by name, NULL for all others together.
with came as (
    select d.source, d.ingested_at
    from raw_documents d
    join runs r using (run_id)
    where d.ingested_at >= $since and not r.backfill
),
biggest as (
    select source from came group by source order by count(*) desc, source limit $limit
)
select date_trunc($unit, c.ingested_at) as "at", b.source, count(*) as articles
from came c
left join biggest b on b.source = c.source
group by all
order by "at", b.source;
