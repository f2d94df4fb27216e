insert into related by name
select s.*
from staged_relations s
join comparisons c using (article_id, other_id)
where (c.relation, c.days_apart, c.accepted, c.reason) is distinct from (s.relation, s.days_apart, s.accepted, s.reason);
