-- Texts of one URL are linked and their changes named. What is stored is linked by time alone, as before, until it is cleaned anew.
create table versions (
    article_id    varchar not null,
    page          ubigint not null,
    previous_id   varchar,
    version       integer not null,
    change        varchar not null,
    words_added   integer,
    words_removed integer
);
insert into versions
with given as (
    select article_id, source, url, coalesce(modified_at, published_at, captured_at, first_seen_at) as moment,
           lower(regexp_extract(url, '^https?://(?:www\.)?([^/?#]*)', 1, 'i')) as host,
           regexp_replace(regexp_replace(url, '^https?://[^/?#]*', '', 'i'), '#.*$', '') as rest
    from articles
    where url is not null
),
plain as (
    select *,
           regexp_replace(rest, '([?&])(?:(?:utm_[a-z]+|fbclid|gclid|dclid|msclkid|igshid|mc_[ce]id)=[^&]*&?)+', '\1', 'gi')
               as plain_rest
    from given
),
paged as (
    select article_id, moment, md5_number_lower(host || regexp_replace(plain_rest, '/?[?&]*$', '')) as page from plain
)
select article_id, page, lag(article_id) over by_time, row_number() over by_time,
       if(row_number() over by_time = 1, 'first', 'unknown'), if(row_number() over by_time = 1, 0, null),
       if(row_number() over by_time = 1, 0, null)
from paged
window by_time as (partition by page order by moment, article_id);
