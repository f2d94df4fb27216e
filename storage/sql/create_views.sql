-- Views over the tables, in the live and the published file alike. DuckDB 2 stores `if(…)` in a form that 1.x does
-- not read: write `case`.

create or replace view canonical_articles as
select
    a.article_id, a.cluster_id, a.external_id, a.source, a.url, a.title, a.body, a.author, a.origin, a.place,
    a.language, a.published_at, a.published_from, a.published_precision, a.modified_at, a.captured_at,
    a.first_seen_at, a.words, a.access, c.copies, c.outlets, a.rules_version, a.run_id
from articles a
join clusters c on c.canonical_id = a.article_id;
comment on view canonical_articles is 'One cluster, by the article to read. Columns as in articles, and copies and outlets as in clusters';

create or replace view matches as
select
    article_id, other_id,
    case
        when override_kind = 'merge' then case when relation in ('shared', 'none') then 'merged' else relation end
        when accepted and (override_kind = 'split' or digest_id is not null) then 'shared'
        else relation
    end as relation,
    jaccard, containment, other_containment, shared_words, novel_words, other_novel_words, days_apart,
    case override_kind when 'merge' then true when 'split' then false else accepted and digest_id is null end
        as accepted,
    case
        when override_kind is not null then override_reason
        when accepted and digest_id is not null then 'one is a digest of several stories; ' || reason
        else reason
    end as reason,
    licensed or override_kind is not distinct from 'merge' as licensed, run_id
from comparisons;
comment on view matches is 'One pair of articles whose texts were compared exactly, accepted or not, and why. relation is exact, dup, version, excerpt, shared or none, or merged where only a person''s decision joins the two; article_id is the shorter story. Columns as in comparisons';

create or replace view duplicates as
select
    a.article_id, a.external_id, a.title, a.source, a.published_at, a.relation, a.jaccard, a.containment,
    a.novel_words, a.canonical_id, c.external_id as canonical_external_id, c.title as canonical_title,
    c.source as canonical_source, c.published_at as canonical_published_at, a.cluster_id
from articles a
join articles c on c.article_id = a.canonical_id
where a.relation <> 'canonical';
comment on view duplicates is 'Each article that is not canonical, beside its canonical one';

create or replace view source_arrivals as
select d.feed as name, r.started_at as arrived_at, count(*) as documents,
       count(*) filter (where a.access = 'partial') as partial
from raw_documents d
join articles a using (article_id)
join runs r on r.run_id = d.run_id and not r.backfill
group by d.feed, r.started_at;
comment on view source_arrivals is 'New documents of one source that one run took in, when that began, and how many of them are paywall stubs. Backfills are no arrivals';

-- A source's habit is how long it was without anything new in its worse weeks: of the longest gaps between arrivals in
-- each week, the one that three weeks in four kept below. So nights and weekends belong to it, and one outage does not.
create or replace view source_health as
with brought as materialized (
    select d.feed as name, r.started_at as arrived_at, r.backfill, count(*) as documents,
           count(*) filter (where a.access = 'partial') as partial, max(d.ingested_at) as last_new_at
    from raw_documents d
    join articles a using (article_id)
    join runs r on r.run_id = d.run_id
    group by d.feed, r.started_at, r.backfill
),
gaps as (
    select name, arrived_at,
           date_diff('second', lag(arrived_at) over (partition by name order by arrived_at), arrived_at) / 3600 as hours
    from brought
    where not backfill
),
weeks as (
    select name, date_trunc('week', arrived_at) as week, max(hours) as longest
    from gaps
    where hours is not null
    group by name, date_trunc('week', arrived_at)
    qualify row_number() over (partition by name order by date_trunc('week', arrived_at) desc) <= 26
),
habits as (
    select name, quantile_disc(longest, 0.75) as usual_hours
    from weeks
    group by name
),
arrivals as (
    select name, count(*) as arrivals, min(arrived_at) as first_arrival_at, max(arrived_at) as last_arrival_at
    from brought
    where not backfill
    group by name
),
taken as (
    select name, cast(sum(documents) as bigint) as documents, cast(sum(partial) as bigint) as partial,
           max(last_new_at) as last_new_at
    from brought
    group by name
),
refused as (
    select source as name, count(*) as rejects
    from rejects
    where resolved_at is null
    group by source
),
quiet as (
    select s.name,
           date_diff('second', a.last_arrival_at, greatest(a.last_arrival_at, s.last_success_at)) / 3600
               as quiet_hours,
           case
               when a.arrivals >= 6 and a.last_arrival_at - a.first_arrival_at >= interval 7 days then h.usual_hours
           end as usual_hours
    from sources s
    join arrivals a using (name)
    left join habits h using (name)
)
select
    s.name, s.kind, s.location, s.last_run_at, s.last_success_at, s.failures,
    coalesce(t.documents, 0) as documents, coalesce(t.partial, 0) as partial,
    coalesce(r.rejects, 0) as rejects, t.last_new_at, q.quiet_hours, q.usual_hours,
    case
        when s.failures > 0 then 'failing'
        when t.documents is null then 'empty'
        when q.usual_hours is null then 'new'
        when q.quiet_hours > 2 * q.usual_hours then 'silent'
        else 'ok'
    end as state
from sources s
left join taken t using (name)
left join refused r using (name)
left join quiet q using (name);
comment on view source_health is 'Each source: its last run and success, failures in a row, documents, paywall stubs and open rejects. usual_hours is the longest wait for something new that three weeks in four kept below, quiet_hours how long it had brought nothing when it was last read without failing. state is failing, silent (quiet for more than twice as long as usual), empty (nothing ever came), new (fewer than six arrivals, or within less than a week: nothing is usual yet) or ok';

create or replace view article_versions as
select
    a.url, a.article_id, a.source, a.title, a.published_at, a.modified_at, a.first_seen_at, a.words, a.access,
    a.relation, a.cluster_id, v.version, v.previous_id, v.change, v.words_added, v.words_removed
from articles a
join versions v using (article_id);
comment on view article_versions is 'The texts one URL held over time: states of one story, numbered from 1. Unrelated texts of one URL begin at 1 each. Columns as in articles and versions';

create or replace view recurring_lines as
select
    source, regexp_replace(line, '[0-9]', '0', 'g') as line, count(distinct cluster_id) as clusters,
    count(distinct article_id) as articles, min(line) as example
from (
    select source, cluster_id, article_id, trim(unnest(string_split(body, chr(10))), ' ' || chr(9) || chr(13)) as line
    from articles
)
where length(line) between 2 and 300
group by all
having count(distinct cluster_id) >= 3;
comment on view recurring_lines is 'Lines (every digit written as 0) that stand in articles of three distinct clusters or more of one source: probably furniture. What was decided about them is in source_furniture';
