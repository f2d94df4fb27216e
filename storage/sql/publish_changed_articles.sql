-- Each changed article as it was published and as it will be. They are found by their position: the texts of all
-- others are then never unpacked.
create schema if not exists memory.changed;
create or replace table memory.changed.articles as
select * from published.articles
where rowid in (
    select rowid from published.articles
    where article_id in (select key from live.pending_changes where table_name = 'articles')
)
union all by name
select * from live.articles
where rowid in (
    select rowid from live.articles
    where article_id in (select key from live.pending_changes where table_name = 'articles')
);
