-- The touched articles, to be chosen portion by portion; no piece is chosen yet.
create or replace temp table remaining as select distinct article_id from touched;
create or replace temp table piece_articles (article_id varchar);
