-- Pairs of a staged article and any other that share a band of their signatures, or two sampled shingles.
-- The staged rows stand in `bands` and `samples` already, so that one join covers window and history.
create or replace temp table candidate_keys as
with lanes as (
    select s.article_key as one, k.article_key as other
    from staged_bands s join bands k using (band_key)
    where s.article_key <> k.article_key
    union all
    select s.article_key, k.article_key
    from staged_samples s join samples k using (shingle)
    where s.article_key <> k.article_key
    group by all
    having count(*) >= 2
    union all
    -- texts too short for a shingle match only when they are the same
    select s.article_key, k.article_key
    from staged_fingerprints s join fingerprints k using (text_hash)
    where s.article_key <> k.article_key
)
select distinct least(one, other) as one, greatest(one, other) as other from lanes;

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
