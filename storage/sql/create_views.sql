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

create or replace view source_health as
select
    s.name, s.kind, s.location, s.last_run_at, s.last_success_at, s.failures,
    coalesce(d.documents, 0) as documents, coalesce(d.partial, 0) as partial,
    coalesce(r.rejects, 0) as rejects, d.last_new_at
from sources s
left join (
    select feed, count(*) as documents, count(*) filter (where access = 'partial') as partial,
           max(ingested_at) as last_new_at
    from raw_documents join articles using (article_id)
    group by feed
) d on d.feed = s.name
left join (
    select source, count(*) as rejects from rejects where resolved_at is null group by source
) r on r.source = s.name;
comment on view source_health is 'Each source: its last run and success, failures in a row, documents, paywall stubs and open rejects';

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
