-- Which articles rank first in the touched rows that are hot, and which rows that changes.
create or replace temp table contenders as
select lane, row_key, article_key from touched_rows where size > if(lane = 0, $band_cap, $cap)
union all
select lane, row_key, article_key from still_hot
union all
select lane, row_key, article_key from new_rows semi join still_hot using (lane, row_key);

create or replace temp table ranked as
select f.article_key, row_number() over (
    order by a.article_id not in (select article_id from overrides where kind = 'pin'), a.access = 'partial',
             -floor(ln(greatest(a.words, 1)) / ln(1.15)), coalesce(a.published_at, a.captured_at) nulls last,
             coalesce(p.rank, $unranked), a.article_id
) as place
from fingerprints f
semi join contenders using (article_key)
join (
    select article_id, access, words, published_at, captured_at, source from staged_articles
    union all
    select article_id, access, words, published_at, captured_at, source
    from articles anti join staged_articles using (article_id)
) a using (article_id)
left join staged_publishers p on p.name = a.source;

create or replace temp table best_now as
select b.lane, b.row_key, r.article_key
from (
    select lane, row_key, unnest(min(place, $best)) as place
    from contenders join ranked using (article_key)
    group by lane, row_key
) b
join ranked r using (place);

-- One that was prepared anew may rank first again, and lost its comparisons all the same.
create or replace temp table changed_rows as
(select * from best_now except select * from best_before)
union
(select * from best_before except select * from best_now)
union
select * from best_now semi join staged_fingerprints using (article_key);

delete from hot_rows where (lane, row_key) in (select (lane, row_key) from changed_rows);
insert into hot_rows select * from best_now semi join changed_rows using (lane, row_key);

-- What is licensed between two old articles can have changed only where both stand in a row that did.
create or replace temp table old_members as
with unseen as (
    select distinct lane, row_key from changed_rows semi join still_hot using (lane, row_key)
)
select distinct t.lane, t.row_key, t.article_key
from touched_rows t semi join changed_rows using (lane, row_key)
where not t.is_new
union all
select u.lane, b.band_key, b.article_key
from bands b join unseen u on u.row_key = b.band_key and u.lane in (0, 2)
union all
select u.lane, b.shingle, b.article_key
from samples b join unseen u on u.row_key = b.shingle and u.lane = 1;

create or replace temp table concerned as
select article_key, article_id, shingles
from fingerprints
where article_key in (select article_key from old_members);
