-- The rows of one table that differ between the two files.
with live_rows (table_name, key, hashed) as (
select 'raw_documents', article_id, hash(t) from live.raw_documents t where $table = 'raw_documents'
union all
select 'articles', article_id, hash(t) from live.articles t where $table = 'articles'
union all
select 'clusters', cluster_id, hash(t) from live.clusters t where $table = 'clusters'
union all
select 'removed_spans', article_id, hash(t) from live.removed_spans t where $table = 'removed_spans'
union all
select 'credits', article_id, hash(t) from live.credits t where $table = 'credits'
union all
select 'comparisons', article_id || ' and ' || other_id, hash(t) from live.comparisons t where $table = 'comparisons'
union all
select 'rejects', reject_id, hash(t) from live.rejects t where $table = 'rejects'
union all
select 'canonical_changes', cluster_id, hash(t) from live.canonical_changes t where $table = 'canonical_changes'
union all
select 'overrides', article_id, hash(t) from live.overrides t where $table = 'overrides'
union all
select 'source_furniture', source, hash(t) from live.source_furniture t where $table = 'source_furniture'
union all
select 'sources', name, hash(t) from live.sources t where name in (select name from published.sources) and $table = 'sources'
union all
select 'runs', run_id, hash(t) from live.runs t where run_id in (select run_id from published.runs where state <> 'Running') and $table = 'runs'
union all
select 'desk_format', version::varchar, hash(t) from live.desk_format t where $table = 'desk_format'
union all
select 'tombstones', article_id, hash(t) from live.tombstones t where $table = 'tombstones'
union all
select 'snapshots', snapshot_id, hash(t) from live.snapshots t where $table = 'snapshots'
union all
select 'versions', article_id, hash(t) from live.versions t where $table = 'versions'
),
published_rows (table_name, key, hashed) as (
select 'raw_documents', article_id, hash(t) from published.raw_documents t where $table = 'raw_documents'
union all
select 'articles', article_id, hash(t) from published.articles t where $table = 'articles'
union all
select 'clusters', cluster_id, hash(t) from published.clusters t where $table = 'clusters'
union all
select 'removed_spans', article_id, hash(t) from published.removed_spans t where $table = 'removed_spans'
union all
select 'credits', article_id, hash(t) from published.credits t where $table = 'credits'
union all
select 'comparisons', article_id || ' and ' || other_id, hash(t) from published.comparisons t where $table = 'comparisons'
union all
select 'rejects', reject_id, hash(t) from published.rejects t where $table = 'rejects'
union all
select 'canonical_changes', cluster_id, hash(t) from published.canonical_changes t where $table = 'canonical_changes'
union all
select 'overrides', article_id, hash(t) from published.overrides t where $table = 'overrides'
union all
select 'source_furniture', source, hash(t) from published.source_furniture t where $table = 'source_furniture'
union all
select 'sources', name, hash(t) from published.sources t where $table = 'sources'
union all
select 'runs', run_id, hash(t) from published.runs t where state <> 'Running' and $table = 'runs'
union all
select 'desk_format', version::varchar, hash(t) from published.desk_format t where $table = 'desk_format'
union all
select 'tombstones', article_id, hash(t) from published.tombstones t where $table = 'tombstones'
union all
select 'snapshots', snapshot_id, hash(t) from published.snapshots t where $table = 'snapshots'
union all
select 'versions', article_id, hash(t) from published.versions t where $table = 'versions'
)
select distinct table_name || ' ' || key || ' is not the same in both files'
from ((from live_rows except all from published_rows) union all (from published_rows except all from live_rows));
