-- Articles by when they were published: alone, chosen among copies, and copies of others.
select
    date_trunc($unit, a.published_at) as "at",
    count(*) filter (where a.relation = 'canonical' and c.copies = 1) as alone,
    count(*) filter (where a.relation = 'canonical' and c.copies > 1) as chosen,
    count(*) filter (where a.relation <> 'canonical') as copies
from articles a
join clusters c using (cluster_id)
where a.first_seen_at >= $since and a.published_at between $first and $last
group by all
order by "at";
