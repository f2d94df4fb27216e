-- The same refusal again is the same row.
insert into pending_changes
select distinct 'rejects', reject_id from staged_rejects anti join rejects using (reject_id);
insert into rejects by name
select distinct on (reject_id) s.*, 1 as attempts, $run_id as run_id, $now as first_seen_at
from staged_rejects s
anti join rejects using (reject_id);
