-- Between which dates nearly all of what came in was published: a few wrong dates would stretch a chart over centuries.
with dated as (select published_at from articles where first_seen_at >= $since and published_at is not null),
core as (
    select quantile_disc(published_at, 0.01) as low, quantile_disc(published_at, 0.99) as high from dated
),
kept as (
    select published_at
    from dated, core
    where published_at between low - (high - low) and high + (high - low)
)
select
    (select min(published_at) from kept) as first,
    (select max(published_at) from kept) as last,
    (select count(*) from dated) - (select count(*) from kept) as outside;
