-- The comparisons of the staged pairs, as select_piece_edges has them.
select a.position as first, b.position as second, m.relation, m.jaccard, m.containment, m.other_containment,
       m.novel_words, m.other_novel_words, m.coverage, m.other_coverage, m.digest_id, m.override_kind,
       m.override_reason, m.accepted and m.licensed as stands
from comparisons m
semi join staged_pairs s
    on least(s.one, s.other) = least(m.article_id, m.other_id)
    and greatest(s.one, s.other) = greatest(m.article_id, m.other_id)
join piece_articles a on a.article_id = m.article_id
join piece_articles b on b.article_id = m.other_id
order by all;
