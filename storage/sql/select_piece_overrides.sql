-- What people decided on articles of the pieces.
select kind, article_id, other_id, author, reason, decided_at
from overrides
where article_id in (select article_id from piece_articles)
  and (other_id is null or other_id in (select article_id from piece_articles))
order by all;
