-- The index holds the articles, all of them and no others.
-- Restore a backup, or take the raw documents into a new desk: the index finds no copies of these articles.
select 'articles ' || article_id || ' has no fingerprint' from articles anti join fingerprints using (article_id)
union all
select 'fingerprints ' || article_id || ': there is no such article' from fingerprints anti join articles using (article_id)
union all
select 'fingerprints ' || article_id || ' is there twice' from fingerprints group by article_id having count(*) > 1
union all
select 'fingerprints ' || article_id || ': its key is not the beginning of its id'
from fingerprints where article_key is distinct from try_cast('0x' || article_id[:16] as ubigint)
union all
select 'fingerprints ' || article_id || ' has ' || coalesce(bands, 0) || ' bands'
from fingerprints f
left join (select article_key, count(*) as bands from bands group by all) using (article_key)
where coalesce(bands, 0) <> if(shingles > 0, (select (plan->>'bands')::int from index_plan), 1);
