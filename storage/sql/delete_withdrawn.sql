-- Documents that leave the desk, once what was derived from them is deleted; their clusters are counted anew.
insert into left_clusters select cluster_id from articles semi join withdrawn using (article_id);
insert into pending_changes
select unnest(['raw_documents', 'articles', 'removed_spans', 'credits']), article_id from withdrawn;

delete from articles where article_id in (select article_id from withdrawn);
delete from raw_documents where article_id in (select article_id from withdrawn);
delete from pages where article_id in (select article_id from withdrawn);
