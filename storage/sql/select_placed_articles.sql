-- The articles that people decided on and that are in the desk.
select article_id, canonical_id
from articles
where article_id in (select unnest([article_id, other_id]) from overrides)
order by article_id;
