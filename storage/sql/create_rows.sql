-- The index rows that the window touches: lane 0 are bands of signatures, lane 1 sampled shingles, lane 2 the one band
-- of texts too short for a shingle, which is the text. A row is hot when more articles stand in it than the cap of its
-- lane: a stock phrase, or a flood of reprints. A hot row pairs its articles with the $best of them that rank first, so
-- that what it proposes follows from the articles in it and not from their order.
-- Staged rows are not yet in the index: what is found there is old.
create or replace temp table new_rows as
select if(f.shingles = 0, 2, 0)::tinyint as lane, b.band_key as row_key, b.article_key
from staged_bands b join staged_fingerprints f using (article_key)
union all
select 1, shingle, article_key from staged_samples;

-- How the touched rows stood before: hot ones have their best in `hot_rows`.
create or replace temp table best_before as
select h.*
from hot_rows h
semi join (
    select lane, row_key from new_rows union all select lane, row_key from shrunk_rows
) using (lane, row_key);

-- A hot row that nobody left stays hot, and whoever ranks first now was first or is new: its thousands are left alone.
create or replace temp table still_hot as
select * from best_before anti join shrunk_rows using (lane, row_key);

create or replace temp table sought_rows as
select lane, row_key from new_rows anti join best_before using (lane, row_key)
union
select lane, row_key from best_before semi join shrunk_rows using (lane, row_key);

create or replace temp table touched_rows as
with old as (
    select s.lane, b.band_key as row_key, b.article_key
    from bands b join sought_rows s on s.row_key = b.band_key and s.lane in (0, 2)
    union all
    select 1, b.shingle, b.article_key
    from samples b semi join (select row_key from sought_rows where lane = 1) s on s.row_key = b.shingle
),
members as (
    select *, false as is_new from old
    union all
    select *, true from new_rows semi join sought_rows using (lane, row_key)
),
shared as (
    select lane, row_key from old
    union
    select lane, row_key from new_rows group by all having count(*) > 1
)
select *, count(*) over (partition by lane, row_key) as size
from members semi join shared using (lane, row_key);
