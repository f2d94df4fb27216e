-- Which accepted comparisons stand between a digest and one of its stories, in the present company.
create or replace temp table broken as
select c.article_id, c.other_id, s.digest_id
from comparisons c
join staged_digests s using (article_id, other_id)
where c.digest_id is distinct from s.digest_id;

update comparisons c
set digest_id = b.digest_id
from broken b
where b.article_id = c.article_id and b.other_id = c.other_id;

insert into pending_changes select distinct 'comparisons', article_id from broken;
