-- The index rows that the window touches: lane 0 are bands of signatures, lane 1 sampled shingles, lane 2 the one band
-- of texts too short for a shingle, which is the text. A row is hot when
-- more than $cap articles stand in it: a stock phrase, or a flood of reprints. A hot row pairs its articles with the
-- $best of them that rank first, so that what it proposes follows from the articles in it and not from their order.
create or replace temp table touched_rows as
with keys as (
    select if(f.shingles = 0, 2, 0)::tinyint as lane, b.band_key as row_key
    from staged_bands b join staged_fingerprints f using (article_key)
    union select 1, shingle from staged_samples
    union select lane, row_key from shrunk_rows
),
members as (
    select k.lane, b.band_key as row_key, b.article_key
    from bands b join (select * from keys where lane in (0, 2)) k on k.row_key = b.band_key
    union all
    select 1, shingle, article_key
    from samples where shingle in (select row_key from keys where lane = 1)
),
sizes as (
    select lane, row_key, count(*) as size from members group by all having count(*) > 1
)
select m.lane, m.row_key, m.article_key, s.size, n.article_key is not null as is_new
from members m
join sizes s using (lane, row_key)
left join staged_fingerprints n using (article_key);

create or replace temp table best_now as
select t.lane, t.row_key, t.article_key
from touched_rows t
join fingerprints f using (article_key)
join (
    select article_id, access, words, published_at, captured_at, source from staged_articles
    union all
    select article_id, access, words, published_at, captured_at, source
    from articles
    where article_id not in (select article_id from staged_articles)
      and exists (select 1 from touched_rows where size > $cap)
) a using (article_id)
left join staged_publishers p on p.name = a.source
where t.size > $cap
qualify row_number() over (
    partition by t.lane, t.row_key
    order by a.access = 'partial', -floor(ln(greatest(a.words, 1)) / ln(1.15)),
             coalesce(a.published_at, a.captured_at) nulls last, coalesce(p.rank, $unranked), a.article_id
) <= $best;

-- How the touched rows stood before: hot ones have their best in `hot_rows`.
create or replace temp table best_before as
select h.*
from hot_rows h
semi join (
    select lane, row_key from touched_rows union select lane, row_key from shrunk_rows
) using (lane, row_key);
