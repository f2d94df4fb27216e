-- The comparisons and the articles of the pieces that were reached.
create or replace temp table piece_edges as
select m.article_id, m.other_id, m.relation, m.jaccard, m.containment, m.other_containment,
       m.novel_words, m.other_novel_words, m.coverage, m.other_coverage, m.digest_id, m.override_kind,
       m.override_reason, m.accepted and m.licensed as stands
from comparisons m
where (m.accepted and m.licensed or m.override_kind is not null)
  and m.article_id in (select article_id from reached)
union all
select m.article_id, m.other_id, m.relation, m.jaccard, m.containment, m.other_containment,
       m.novel_words, m.other_novel_words, m.coverage, m.other_coverage, m.digest_id, m.override_kind,
       m.override_reason, m.accepted and m.licensed as stands
from comparisons m
semi join decided_pairs d on d.one = least(m.article_id, m.other_id) and d.other = greatest(m.article_id, m.other_id)
where not (m.accepted and m.licensed or m.override_kind is not null)
  and m.article_id in (select article_id from reached);

-- Where their rows stand: DuckDB reads rows by their places without looking through the others.
create or replace temp table reached_rows as
select rowid as place, article_id from articles where article_id in (from reached);

create or replace temp table piece_articles as
select
    row_number() over (order by article_id) - 1 as position,
    article_id, coalesce(s.source, a.source) as source, coalesce(s.access, a.access) as access,
    coalesce(s.words, a.words) as words,
    case when s.article_id is null then a.published_at else s.published_at end as published_at,
    case when s.article_id is null then a.captured_at else s.captured_at end as captured_at,
    a.cluster_id as previous_cluster, a.canonical_id as previous_canonical
from reached
left join staged_articles s using (article_id)
left join (select a.* from articles a join reached_rows r on r.place = a.rowid) a using (article_id)
where s.article_id is not null or a.article_id is not null;
