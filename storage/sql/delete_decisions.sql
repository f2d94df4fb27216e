-- Decisions of people on documents that leave; those that the decisions joined them to are chosen anew.
insert into touched
select unnest([o.article_id, o.other_id])
from overrides o
where o.article_id in (select article_id from withdrawn) or o.other_id in (select article_id from withdrawn);

delete from overrides
where article_id in (select article_id from withdrawn) or other_id in (select article_id from withdrawn);
delete from touched where article_id is null or article_id in (select article_id from withdrawn);
