-- An article with a URL, and no other, is a state of what stands there, and continues one before it.
-- Clean the articles named anew, or restore a backup.
select 'articles ' || coalesce(a.article_id, v.article_id) || if(a.article_id is null, ' is linked, and has no URL', ' has a URL, and is not linked')
from (from articles where url is not null) a full join versions v using (article_id)
where a.article_id is null or v.article_id is null
union all
select 'versions ' || v.article_id || ': is no state of the story that it continues'
from versions v left join versions p on p.article_id = v.previous_id
where v.previous_id is not null and (v.page, v.version) is distinct from (p.page, p.version + 1)
union all
select 'versions ' || article_id || ' is there twice' from versions group by article_id having count(*) > 1;
