-- Articles whose piece of the graph is chosen anew in this transaction.
create or replace temp table touched as select article_id from staged_articles;
