-- What came of trying refused inputs again.
update rejects
set attempts = attempts + 1, last_run_id = $run_id,
    resolved_at = case when s.is_refused then null else $now end,
    stage = coalesce(s.stage, rejects.stage),
    reason = coalesce(s.reason, rejects.reason),
    retriable = coalesce(s.retriable, rejects.retriable)
from staged_attempts s where rejects.reject_id = s.reject_id;
insert into pending_changes select 'rejects', reject_id from staged_attempts;
