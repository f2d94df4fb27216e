-- Apart from the other views: snapshots make it over exported or changed articles as well.
create or replace view article_hashes as
select article_id, md5_number(json_array(
           article_id, canonical_id, relation, jaccard, containment, novel_words, external_id, source, url, origin, place,
           language, published_at, published_from, published_precision, modified_at, captured_at, words, access,
           rules_version, text_hash
       )::varchar) as row_hash
from shareable_articles;
comment on view article_hashes is 'A hash of each article and its place. Nothing that the time of its arrival decides takes part';
