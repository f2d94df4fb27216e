-- Some of the articles whose pieces remain to be chosen; those of the pieces chosen last are done. Pieces that shared a
-- cluster until now are chosen together, or each would keep its name.
delete from remaining where article_id in (select article_id from piece_articles);
create or replace temp table touched as
with recursive together as (
    select one, other from joined_pairs
    union all
    select article_id, canonical_id from articles where relation <> 'canonical'
    union all
    select canonical_id, article_id from articles where relation <> 'canonical'
),
reached(article_id) as (
    select article_id from (from remaining order by article_id limit $count)
    union
    select t.other from reached r join together t on t.one = r.article_id
)
from reached;
