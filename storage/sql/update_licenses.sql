-- All pairs of the concerned old articles that the index as it is now proposes. They share a band or two sampled
-- shingles in cold rows, or, where one of them ranks first in them, four hot rows, which all reprints of a story do and
-- strangers to it do not; one hot row is enough for a text too short for a shingle, and a hot band for one so short
-- that few of its shingles are sampled.
create or replace temp table licensed_old as
with indexed as (
    select if(c.shingles = 0, 2, 0) as lane, b.band_key as row_key, b.article_key, c.shingles
    from bands b join concerned c using (article_key)
    union all
    select 1, b.shingle, b.article_key, c.shingles
    from samples b join concerned c using (article_key)
),
cold as (
    select * from indexed anti join hot_rows using (lane, row_key)
),
by_cold as (
    select a.article_key as one, b.article_key as other
    from cold a join cold b using (lane, row_key)
    where a.article_key < b.article_key
    group by all
    having count(*) filter (lane <> 1) >= 1 or count(*) >= 2
),
by_hot as (
    select least(m.article_key, b.article_key) as one, greatest(m.article_key, b.article_key) as other
    from indexed m
    join hot_rows b using (lane, row_key)
    semi join concerned c on c.article_key = b.article_key
    left join hot_rows t on (t.lane, t.row_key, t.article_key) = (m.lane, m.row_key, m.article_key)
    where m.article_key <> b.article_key and (t.article_key is null or m.article_key < b.article_key)
    group by all
    having sum(if(m.lane = 2 or m.lane = 0 and m.shingles < $few_shingles, 4, 1)) >= 4
)
select * from by_cold union select * from by_hot;

create or replace temp table compared_old as
select m.article_id, m.other_id, m.licensed,
       least(a.article_key, b.article_key) as one, greatest(a.article_key, b.article_key) as other
from comparisons m
join concerned a on a.article_id = m.article_id
join concerned b on b.article_id = m.other_id;

create or replace temp table relicensed as
select c.article_id, c.other_id, not c.licensed as licensed
from compared_old c
left join licensed_old l using (one, other)
where c.licensed <> (l.one is not null);

update comparisons m
set licensed = r.licensed
from relicensed r
where r.article_id = m.article_id and r.other_id = m.other_id;

insert into touched select article_id from relicensed union select other_id from relicensed;
insert into pending_changes select distinct 'comparisons', article_id from relicensed;
