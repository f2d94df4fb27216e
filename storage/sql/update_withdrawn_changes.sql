-- The log of choices, once its last word on them is said, names no article that has left.
insert into pending_changes
select distinct 'canonical_changes', run_id from canonical_changes
where canonical_id in (select article_id from withdrawn) or previous_id in (select article_id from withdrawn);

delete from canonical_changes where canonical_id in (select article_id from withdrawn);
update canonical_changes set previous_id = null where previous_id in (select article_id from withdrawn);
