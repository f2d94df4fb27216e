-- Of each staged cluster the copies that have least in common with their canonical article: what is worth a look.
with copies as (
    select cluster_id, article_id as copy_id, canonical_id
    from articles
    semi join staged_clusters using (cluster_id)
    where relation <> 'canonical'
    qualify row_number() over (partition by cluster_id order by containment, jaccard, article_id) <= $limit
),
paired as (
    select c.*, m.* from copies c join matches m on m.article_id = c.copy_id and m.other_id = c.canonical_id
    union all
    select c.*, m.* from copies c join matches m on m.article_id = c.canonical_id and m.other_id = c.copy_id
)
select cluster_id, copy_id, canonical_id, article_id as shorter_id, relation, jaccard, containment, other_containment,
       shared_words, days_apart, reason
from paired
order by cluster_id, containment, jaccard, copy_id;
