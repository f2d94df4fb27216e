-- Articles that stay and were compared with one that is to go, and what of the latter stands in them.
with pairs as (
    select article_id as withdrawn_id, other_id as article_id, relation, shared_words, containment as share
    from comparisons semi join staged_named using (article_id)
    union all
    select other_id, article_id, relation, shared_words, other_containment
    from comparisons where other_id in (select article_id from staged_named)
)
select a.article_id, a.external_id, a.source, a.title, p.withdrawn_id, p.relation, p.shared_words, p.share
from pairs p
join articles a using (article_id)
where p.shared_words > 0 and p.article_id not in (select article_id from staged_named);
