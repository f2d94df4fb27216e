-- Tables whose rows differ between the two files: the sum of their hashes tells, whatever their order. A run that
-- failed before it published, and a source that it was the first to name, stand in the live file alone.
with sums (table_name, live_rows, published_rows) as (
select 'raw_documents', (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from live.raw_documents t), (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from published.raw_documents t)
union all
select 'articles', (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from live.articles t), (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from published.articles t)
union all
select 'clusters', (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from live.clusters t), (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from published.clusters t)
union all
select 'removed_spans', (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from live.removed_spans t), (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from published.removed_spans t)
union all
select 'credits', (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from live.credits t), (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from published.credits t)
union all
select 'comparisons', (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from live.comparisons t), (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from published.comparisons t)
union all
select 'rejects', (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from live.rejects t), (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from published.rejects t)
union all
select 'canonical_changes', (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from live.canonical_changes t), (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from published.canonical_changes t)
union all
select 'overrides', (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from live.overrides t), (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from published.overrides t)
union all
select 'source_furniture', (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from live.source_furniture t), (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from published.source_furniture t)
union all
select 'sources', (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from live.sources t where name in (select name from published.sources)), (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from published.sources t)
union all
select 'runs', (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from live.runs t where run_id in (select run_id from published.runs where state <> 'Running')), (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from published.runs t where state <> 'Running')
union all
select 'desk_format', (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from live.desk_format t), (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from published.desk_format t)
union all
select 'tombstones', (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from live.tombstones t), (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from published.tombstones t)
union all
select 'snapshots', (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from live.snapshots t), (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from published.snapshots t)
union all
select 'versions', (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from live.versions t), (select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from published.versions t)
)
select table_name from sums where live_rows <> published_rows;
