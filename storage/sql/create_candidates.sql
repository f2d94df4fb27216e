-- The pairs to compare: those of a new article that the index proposes by the rule of update_licenses.sql, those of
-- old ones that it proposes only now, and those that a person merged, whatever the index says.
create or replace temp table candidate_keys as
with by_cold as (
    select least(a.article_key, b.article_key) as one, greatest(a.article_key, b.article_key) as other
    from touched_rows a join touched_rows b using (lane, row_key)
    where a.size <= if(a.lane = 0, $band_cap, $cap) and a.is_new and a.article_key <> b.article_key
      and (not b.is_new or a.article_key < b.article_key)
    group by all
    having count(*) filter (lane <> 1) >= 1 or count(*) >= 2
),
members as (
    select n.lane, n.row_key, n.article_key, f.shingles, true as is_new
    from new_rows n
    semi join best_now using (lane, row_key)
    join staged_fingerprints f using (article_key)
    union all
    select o.lane, o.row_key, o.article_key, c.shingles, false
    from old_members o
    join concerned c using (article_key)
),
by_hot as (
    select least(m.article_key, b.article_key) as one, greatest(m.article_key, b.article_key) as other
    from members m
    join best_now b using (lane, row_key)
    left join best_now t on (t.lane, t.row_key, t.article_key) = (m.lane, m.row_key, m.article_key)
    where m.article_key <> b.article_key and (t.article_key is null or m.article_key < b.article_key)
      and (m.is_new or b.article_key in (select article_key from staged_fingerprints))
    group by all
    having sum(if(m.lane = 2 or m.lane = 0 and m.shingles < $few_shingles, 4, 1)) >= 4
),
merged as (
    select least(a.article_key, b.article_key) as one, greatest(a.article_key, b.article_key) as other
    from overrides o
    join fingerprints a on a.article_id = o.article_id
    join fingerprints b on b.article_id = o.other_id
    where o.kind = 'merge' and a.article_key <> b.article_key
      and (least(o.article_id, o.other_id), greatest(o.article_id, o.other_id)) not in (
          select (least(article_id, other_id), greatest(article_id, other_id)) from comparisons
      )
)
select one, other, bool_or(licensed) as licensed
from (
    select *, true as licensed from by_cold
    union all
    select *, true from by_hot
    union all
    select one, other, true from licensed_old anti join compared_old using (one, other)
    union all
    select *, false from merged
)
group by all;

create or replace temp table involved as
select article_key, article_id
from fingerprints
where article_key in (select unnest([one, other]) from candidate_keys);
