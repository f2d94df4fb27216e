-- What the withdrawn documents are known by, and the documents that stay and may be known by the same.
with known as (
    select article_id, source, external_id, url, text, text_hash,
           rtrim(regexp_replace(lower(url), '^https?://|[?#].*$', '', 'g'), '/') as place
    from raw_documents join fingerprints using (article_id)
),
leaving as (from known semi join withdrawn using (article_id))
select k.article_id, k.source, k.external_id, k.url, k.text, k.text_hash,
       k.article_id in (select article_id from withdrawn) as leaves
from known k
where k.article_id in (select article_id from withdrawn)
   or k.text_hash in (select text_hash from leaving)
   or (k.source, k.external_id) in (select (source, external_id) from leaving where external_id is not null)
   or k.place in (select place from leaving where place is not null)
order by k.article_id;
