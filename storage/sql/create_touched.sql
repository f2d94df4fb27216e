-- Articles whose piece of the graph is chosen anew in this transaction.
create or replace temp table touched (article_id varchar);
