-- Pages that were asked for where the withdrawn documents stand, and those that held the bytes of one.
with hosts as (
    select distinct split_part(unnest([uri, url]), '/', 3) as host from raw_documents semi join withdrawn using (article_id)
)
select url, digest
from asked_urls
where kind = 'page'
    and (split_part(url, '/', 3) in (select host from hosts) or digest in (select digest from staged_digests))
order by url;
