-- The URLs whose texts are put in order anew: those of staged articles, and those that lose or change one. A URL counts
-- without its scheme, its "www.", its fragment and what only tracks readers.
create or replace temp table moved_pages as
select page from versions
where article_id in (select article_id from staged_articles union all select article_id from withdrawn);

create or replace temp table relinked as
select article_id from staged_articles
union
select article_id from versions
where previous_id in (select article_id from staged_articles union all select article_id from withdrawn);

delete from versions
where article_id in (select article_id from staged_articles union all select article_id from withdrawn);

insert into versions by name
with given as (
    select article_id,
           lower(regexp_extract(url, '^https?://(?:www\.)?([^/?#]*)', 1, 'i')) as host,
           regexp_replace(regexp_replace(url, '^https?://[^/?#]*', '', 'i'), '#.*$', '') as rest
    from staged_articles
    where url is not null
),
plain as (
    select article_id, host,
           regexp_replace(rest, '([?&])(?:(?:utm_[a-z]+|fbclid|gclid|dclid|msclkid|igshid|mc_[ce]id)=[^&]*&?)+', '\1', 'gi')
               as rest
    from given
)
select article_id, md5_number_lower(host || regexp_replace(rest, '/?[?&]*$', '')) as page,
       1 as version, 'first' as change, 0 as words_added, 0 as words_removed
from plain;

insert into moved_pages select page from versions semi join staged_articles using (article_id);
insert into pending_changes
select 'versions', article_id from staged_articles
union all select 'versions', article_id from withdrawn;
