insert into pending_changes
select 'raw_documents', article_id from staged_documents
union all select 'articles', article_id from staged_articles
union all select 'articles', article_id from moved
union all select 'removed_spans', article_id from staged_articles
union all select 'credits', article_id from staged_articles
union all select 'clusters', cluster_id from changed_clusters
union all select 'canonical_changes', $run_id;
