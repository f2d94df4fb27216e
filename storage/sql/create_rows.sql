-- The index rows that the window touches: lane 0 are bands of signatures, lane 1 sampled shingles, lane 2 the one band
-- of texts too short for a shingle, which is the text. A row is hot when more articles stand in it than the cap of its
-- lane: a stock phrase, or a flood of reprints. A hot row pairs its articles with the $best of them that rank first, so
-- that what it proposes follows from the articles in it and not from their order.
-- Staged rows are not yet in the index: what is found there is old.
create or replace temp view new_rows as
select if(article_key in (select article_key from staged_fingerprints where shingles = 0), 2, 0)::tinyint as lane,
       band_key as row_key, article_key
from staged_bands
union all
select 1::tinyint, shingle, article_key from staged_samples;

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

create or replace temp table left_rows as
select distinct lane, row_key
from best_before semi join shrunk_rows using (lane, row_key) anti join new_rows using (lane, row_key);

create or replace temp table short_rows as
select row_key from new_rows where lane = 2 union all select row_key from left_rows where lane = 2;

-- The whole index is looked through. That is three times as fast where a set of plain keys is sought, one after the
-- other: DuckDB then drops what cannot be among them while it scans.
create or replace temp table found_rows as
select *
from (
    select if(band_key in (from short_rows), 2, 0)::tinyint as lane, band_key as row_key, article_key
    from bands where band_key in (select band_key from staged_bands)
    union all
    select if(band_key in (from short_rows), 2, 0), band_key, article_key
    from bands where band_key in (select row_key from left_rows where lane <> 1)
    union all
    select 1, shingle, article_key
    from samples where shingle in (select shingle from staged_samples)
    union all
    select 1, shingle, article_key
    from samples where shingle in (select row_key from left_rows where lane = 1)
) anti join still_hot using (lane, row_key);

-- Each lane by itself: one column groups twice as fast as two.
create or replace temp table shared_rows as
select distinct lane, row_key from found_rows
union
select 1, shingle from staged_samples group by shingle having count(*) > 1
union
select if(any_value(article_key) in (select article_key from staged_fingerprints where shingles = 0), 2, 0), band_key
from staged_bands group by band_key having count(*) > 1;

create or replace temp table touched_rows as
select *, count(*) over (partition by lane, row_key) as size
from (
    select *, false as is_new from found_rows
    union all
    select *, true from new_rows semi join shared_rows using (lane, row_key) anti join still_hot using (lane, row_key)
);
