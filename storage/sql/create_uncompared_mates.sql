-- Pairs of an article that is to go and one of its cluster that stays, which nobody has compared: in a flood of reprints
-- each is compared with the best-ranked alone.
create or replace temp table uncompared_mates as
select w.article_id as withdrawn_id, o.article_id
from articles w
join articles o using (cluster_id)
where w.article_id in (select article_id from staged_named)
  and o.article_id not in (select article_id from staged_named)
  and (least(w.article_id, o.article_id), greatest(w.article_id, o.article_id)) not in (
      select (least(m.article_id, m.other_id), greatest(m.article_id, m.other_id))
      from comparisons m
      where m.article_id in (select article_id from staged_named) or m.other_id in (select article_id from staged_named)
  );
