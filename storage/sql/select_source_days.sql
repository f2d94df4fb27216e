-- New documents of each source by the day on which they came, from a day on. Backfills are left out.
select name, cast(arrived_at as date) as day, cast(sum(documents) as bigint) as documents
from source_arrivals
where arrived_at >= $since
group by all
order by name, day;
