-- What stands in a cluster, or may from now on, is chosen anew: the policy may have changed as well.
insert into touched
select article_id from related
union select other_id from related
union select article_id from comparisons where accepted
union select other_id from comparisons where accepted;

update comparisons c
set relation = r.relation, days_apart = r.days_apart, accepted = r.accepted, reason = r.reason
from related r
where r.article_id = c.article_id and r.other_id = c.other_id;

insert into pending_changes select distinct 'comparisons', article_id from related;

-- Which articles of a hot row rank first is a matter of policy, too.
insert into shrunk_rows select distinct lane, row_key from hot_rows;
