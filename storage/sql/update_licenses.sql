-- Matches that a change among hot rows may have licensed or bereft of their license, judged by all rows they share.
create or replace temp table changed_rows as
with changed_best as (
    (select * from best_now except select * from best_before)
    union
    (select * from best_before except select * from best_now)
)
select t.lane, t.row_key, t.article_key,
       c.article_key is not null
       or (t.lane, t.row_key) not in (select (lane, row_key) from best_before)
       or t.size <= $cap as concerns_all_its_pairs
from touched_rows t
semi join changed_best using (lane, row_key)
left join changed_best c using (lane, row_key, article_key);

-- Pairs of a new article need no question: they are proposed, and so licensed, by the rows as they are now.
create or replace temp table questioned as
with concerned as (
    select article_key, article_id
    from fingerprints
    where article_key in (select article_key from changed_rows)
      and article_key not in (select article_key from staged_fingerprints)
)
select distinct m.article_id, m.other_id, m.licensed, a.article_key as one, b.article_key as other
from comparisons m
join concerned a on a.article_id = m.article_id
join concerned b on b.article_id = m.other_id
join changed_rows x on x.article_key = a.article_key
join changed_rows y on y.article_key = b.article_key and y.lane = x.lane and y.row_key = x.row_key
where x.concerns_all_its_pairs or y.concerns_all_its_pairs;

create or replace temp table relicensed as
with shared as (
    select q.one, q.other, if(f.shingles = 0, 2, 0) as lane, x.band_key as row_key
    from questioned q
    join fingerprints f on f.article_key = q.one
    join bands x on x.article_key = q.one
    join bands y on y.article_key = q.other and y.band_key = x.band_key
    union
    select q.one, q.other, 1, x.shingle
    from questioned q
    join samples x on x.article_key = q.one
    join samples y on y.article_key = q.other and y.shingle = x.shingle
),
best as (
    select * from best_now
    union
    select * from hot_rows where (lane, row_key) not in (select (lane, row_key) from best_before)
),
licensing as (
    select s.one, s.other, s.lane, (s.lane, s.row_key) in (select (lane, row_key) from best) as hot
    from shared s
    where not hot
       or (s.lane, s.row_key, s.one) in (select (lane, row_key, article_key) from best)
       or (s.lane, s.row_key, s.other) in (select (lane, row_key, article_key) from best)
),
judged as (
    select one, other,
           count(*) filter (not hot and lane = 0) >= 1 or count(*) filter (not hot and lane = 1) >= 2
           or count(*) filter (hot) >= 4 or count(*) filter (lane = 2) >= 1 as licensed
    from licensing
    group by all
)
select q.article_id, q.other_id, coalesce(j.licensed, false) as licensed
from questioned q
left join judged j using (one, other)
where q.licensed <> coalesce(j.licensed, false);

update comparisons m
set licensed = r.licensed
from relicensed r
where r.article_id = m.article_id and r.other_id = m.other_id;

insert into touched select article_id from relicensed union select other_id from relicensed;
insert into pending_changes select distinct 'comparisons', article_id from relicensed;

delete from hot_rows where (lane, row_key) in (select (lane, row_key) from best_before);
insert into hot_rows select * from best_now;
