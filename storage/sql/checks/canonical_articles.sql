-- The canonical article of a cluster is the one its articles name, and has no figures.
-- Run: copydesk rematch, which chooses anew. If that does not mend it, restore a backup.
select 'articles ' || a.article_id || ' is ' || a.relation || ' of ' || a.canonical_id || ', and cluster '
    || c.cluster_id || ' has the canonical article ' || c.canonical_id
from articles a
join clusters c using (cluster_id)
where a.canonical_id <> c.canonical_id or (a.relation = 'canonical') <> (a.article_id = a.canonical_id)
union all
select 'articles ' || article_id || ' is canonical and has figures'
from articles
where relation = 'canonical' and (jaccard is not null or containment is not null or novel_words <> 0);
