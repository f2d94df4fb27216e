-- The rows of the index are those of articles, each there once.
-- Restore a backup, or take the raw documents into a new desk: the index finds no copies of these articles.
select 'bands of key ' || article_key || ': there is no such article' from bands anti join fingerprints using (article_key)
union all
select 'samples of key ' || article_key || ': there is no such article' from samples anti join fingerprints using (article_key)
union all
select 'hot_rows of key ' || article_key || ': there is no such article' from hot_rows anti join fingerprints using (article_key)
union all
select 'bands: ' || band_key || ' of key ' || article_key || ' is there twice'
from bands group by band_key, article_key having count(*) > 1
union all
select 'samples: ' || shingle || ' of key ' || article_key || ' is there twice'
from samples group by shingle, article_key having count(*) > 1
union all
select 'hot_rows: ' || row_key || ' of key ' || article_key || ' is there twice'
from hot_rows group by lane, row_key, article_key having count(*) > 1;
