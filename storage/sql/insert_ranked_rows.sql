-- The index rows of an article that ranks otherwise than before: which is the best of a hot row may have changed.
insert into shrunk_rows
select if(f.shingles = 0, 2, 0), b.band_key
from bands b join fingerprints f using (article_key)
where f.article_id = $article_id;

insert into shrunk_rows
select 1, s.shingle
from samples s join fingerprints f using (article_key)
where f.article_id = $article_id;
