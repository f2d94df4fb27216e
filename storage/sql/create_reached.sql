-- From here the connected pieces are walked that hold a touched article: by accepted comparisons and people's decisions.
create or replace temp table reached as select distinct article_id from touched;
create or replace temp table frontier as from reached;
