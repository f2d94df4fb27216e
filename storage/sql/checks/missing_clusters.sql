-- Every article has its cluster, and every cluster an article.
-- Run: copydesk rematch. If that does not mend it, restore a backup.
select 'articles ' || article_id || ': its cluster ' || cluster_id || ' is not there'
from articles anti join clusters using (cluster_id)
union all
select 'clusters ' || cluster_id || ' has no articles' from clusters anti join articles using (cluster_id);
