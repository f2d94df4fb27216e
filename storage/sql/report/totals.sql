-- What came in since a moment, in figures.
select
    count(*) as articles,
    count(*) filter (where relation = 'canonical') as canonical,
    count(distinct source) as outlets,
    count(*) filter (where access = 'partial') as partial,
    count(*) filter (where published_at is null) as undated,
    coalesce(sum(words), 0)::bigint as words,
    min(first_seen_at) as first_seen_at,
    max(first_seen_at) as last_seen_at
from articles
where first_seen_at >= $since;
