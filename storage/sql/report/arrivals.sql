-- Articles by when they came in and by outlet: the biggest by name, NULL for all others together.
with biggest as (
    select source from articles where first_seen_at >= $since group by source order by count(*) desc, source limit $limit
)
select date_trunc($unit, a.first_seen_at) as "at", b.source, count(*) as articles
from articles a
left join biggest b on b.source = a.source
where a.first_seen_at >= $since
group by all
order by "at", b.source;
