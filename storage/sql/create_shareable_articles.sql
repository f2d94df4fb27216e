-- Apart from the other views: snapshots make it over exported articles as well.
create or replace view shareable_articles as
select * exclude (title, author, body),
       md5(concat_ws(chr(31), coalesce(strlen(title), -1), coalesce(strlen(author), -1), title, author, body)) as text_hash
from articles;
comment on view shareable_articles is 'Articles without their words: columns as in articles, but text_hash in place of title, author and body. It is the MD5 of the bytes of title and author counted (-1 for NULL), title, author and body, with U+001F between them and NULL left out';
