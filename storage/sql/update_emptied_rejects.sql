-- Bytes that carried a withdrawn text are taken out of their rejects, which say so.
update rejects
set payload = null, payload_hash = null, payload_file = null, given = null,
    reason = reason || '; its bytes carried a text that was withdrawn'
where reject_id in (select reject_id from staged_named);

insert into pending_changes select 'rejects', reject_id from staged_named;
