-- Apart from the other views: snapshots make it over exported or changed articles as well. An id or a URL may have
-- megabytes, and the JSON of 2,048 rows is made at a time: of a long one its hash takes part.
create or replace view article_hashes as
select article_id, md5_number(json_array(
           article_id, canonical_id, relation, jaccard, containment, novel_words,
           case when strlen(external_id) > 10000 then md5(external_id) else external_id end, source,
           case when strlen(url) > 10000 then md5(url) else url end, origin, place,
           language, published_at, published_from, published_precision, modified_at, captured_at, words, access,
           rules_version, text_hash
       )::varchar) as row_hash
from shareable_articles;
comment on view article_hashes is 'A hash of each article and its place. Nothing that the time of its arrival decides takes part';
