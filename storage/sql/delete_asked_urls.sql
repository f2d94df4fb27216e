-- What was asked of pages that are withdrawn: neither their addresses stay nor the refusals that name them.
insert into pending_changes select 'rejects', reject_id from rejects where uri in (select url from staged_urls);
delete from rejects where uri in (select url from staged_urls);
delete from asked_urls where url in (select url from staged_urls);
