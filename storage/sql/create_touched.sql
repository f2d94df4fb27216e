-- Articles whose piece of the graph is chosen anew in this transaction; clusters and index rows that lose an article.
create or replace temp table touched as select article_id from staged_articles;
create or replace temp table left_clusters (cluster_id varchar);
create or replace temp table shrunk_rows (lane tinyint, row_key ubigint);
