-- An article that is not canonical has an accepted match with its canonical one, and its figures.
-- Run: copydesk rematch, which chooses anew. If that does not mend it, restore a backup.
select 'articles ' || a.article_id || if(
    m.article_id is null,
    ': no match with its canonical article ',
    ': other figures than its match with its canonical article '
) || a.canonical_id
from articles a
left join matches m
    on least(m.article_id, m.other_id) = least(a.article_id, a.canonical_id)
    and greatest(m.article_id, m.other_id) = greatest(a.article_id, a.canonical_id)
where a.relation <> 'canonical' and (
    not coalesce(m.accepted and m.licensed, false)
    or a.relation <> m.relation
    or a.jaccard is distinct from m.jaccard
    or a.containment is distinct from if(m.article_id = a.article_id, m.containment, m.other_containment)
    or a.novel_words <> if(m.article_id = a.article_id, m.novel_words, m.other_novel_words)
);
