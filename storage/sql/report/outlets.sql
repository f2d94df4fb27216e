-- The biggest outlets, and what of theirs is a copy. `reprinted`: their canonical articles that others copied.
select
    a.source,
    count(*) as articles,
    count(*) filter (where a.relation = 'canonical') as canonical,
    count(*) filter (where a.relation = 'canonical' and c.outlets > 1) as reprinted,
    count(*) filter (where a.access = 'partial') as partial,
    quantile_disc(a.words, 0.5) as median_words
from articles a
join clusters c using (cluster_id)
where a.first_seen_at >= $since
group by a.source
order by articles desc, a.source
limit $limit;
