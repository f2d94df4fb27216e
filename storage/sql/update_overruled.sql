-- What people's decisions make of the comparisons in the pieces.
create or replace temp table overruled as
select c.article_id, c.other_id, s.override_kind, s.override_reason
from comparisons c
join staged_overruled s using (article_id, other_id)
where (c.override_kind, c.override_reason) is distinct from (s.override_kind, s.override_reason);

update comparisons c
set override_kind = o.override_kind, override_reason = o.override_reason
from overruled o
where o.article_id = c.article_id and o.other_id = c.other_id;

insert into pending_changes select distinct 'comparisons', article_id from overruled;
