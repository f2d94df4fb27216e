-- Pairs that share a band or two sampled shingles in cold rows, or four rows in hot ones, which all reprints of a
-- story do and strangers to it do not. Those of a new article are complete here; two old ones are proposed when a hot
-- row promotes one of them or grows cold, on any one row's word, and judged when licenses are.
-- Pairs that a person merged are compared whatever the index says.
create or replace temp table proposed as
select a.lane, a.row_key, a.article_key as one, b.article_key as other, true as of_new, false as hot
from touched_rows a join touched_rows b using (lane, row_key)
where a.size <= $cap and a.article_key <> b.article_key and a.is_new
  and (not b.is_new or a.article_key < b.article_key)
union all
select distinct m.lane, m.row_key, least(m.article_key, b.article_key), greatest(m.article_key, b.article_key), true,
                true
from touched_rows m
join best_now b using (lane, row_key)
where m.article_key <> b.article_key
  and (m.is_new or b.article_key in (select article_key from staged_fingerprints))
union all
select m.lane, m.row_key, m.article_key, b.article_key, false, true
from touched_rows m
join (
    select lane, row_key, article_key from best_now
    except select lane, row_key, article_key from best_before
) b using (lane, row_key)
where m.article_key <> b.article_key and not m.is_new
  and b.article_key not in (select article_key from staged_fingerprints)
union all
select m.lane, m.row_key, m.article_key, b.article_key, false, true
from touched_rows m join touched_rows b using (lane, row_key)
where m.size <= $cap and m.article_key < b.article_key and not m.is_new and not b.is_new
  and (m.lane, m.row_key) in (select (lane, row_key) from best_before);

create or replace temp table candidate_keys as
with pairs as (
    select least(one, other) as one, greatest(one, other) as other,
           count(*) filter (of_new and not hot and lane = 0) as bands,
           count(*) filter (of_new and not hot and lane = 1) as samples,
           count(*) filter (of_new and hot) as hot_rows, count(*) filter (of_new and lane = 2) as same_texts,
           bool_or(not of_new) as of_old
    from proposed
    group by all
),
merged as (
    select least(a.article_key, b.article_key) as one, greatest(a.article_key, b.article_key) as other
    from overrides o
    join fingerprints a on a.article_id = o.article_id
    join fingerprints b on b.article_id = o.other_id
    where o.kind = 'merge' and a.article_key <> b.article_key
),
old as (
    select article_key, article_id
    from fingerprints
    where article_key in (
        select unnest([one, other]) from pairs where of_old union all select unnest([one, other]) from merged
    )
),
compared as (
    select least(a.article_key, b.article_key) as one, greatest(a.article_key, b.article_key) as other
    from comparisons m
    join old a on a.article_id = m.article_id
    join old b on b.article_id = m.other_id
)
select one, other, bool_or(licensed) as licensed
from (
    select one, other, true as licensed from pairs
    where bands >= 1 or samples >= 2 or hot_rows >= 4 or same_texts >= 1 or of_old
    union all
    select one, other, false from merged
)
anti join compared using (one, other)
group by all;

-- Ordered from the shorter story to the longer, then by id: of a pair the one that stands first is `article_id`.
create or replace temp table candidate_articles as
with involved as (
    select article_key, article_id
    from fingerprints
    where article_key in (select one from candidate_keys union select other from candidate_keys)
),
compared as (
    select i.article_key, a.article_id, a.body, a.words, a.source, a.url, a.title, a.access, a.published_at
    from staged_articles a join involved i using (article_id)
    union all
    select i.article_key, a.article_id, a.body, a.words, a.source, a.url, a.title, a.access, a.published_at
    from articles a join involved i using (article_id)
    where a.article_id not in (select article_id from staged_articles)
)
select row_number() over (order by words, article_id) - 1 as position, *
from compared;
