-- The same refusal again is the same row, open again, with the reason it has now. What this run refuses is noted, for
-- `resolve_rejects` and for what is told of the run; so is what a list on the web held when it was read before.
create temp table if not exists refused_in_run (reject_id varchar, is_known boolean);
insert into refused_in_run
select s.reject_id, k.reject_id is not null
from staged_rejects s left join staged_known_refusals k using (reject_id);
insert into pending_changes
select distinct 'rejects', reject_id
from staged_rejects
anti join (select reject_id, reason from rejects where resolved_at is null) using (reject_id, reason);
update rejects set resolved_at = null, reason = s.reason
from (select distinct on (reject_id) reject_id, reason from staged_rejects order by reject_id, reason) s
where rejects.reject_id = s.reject_id and (rejects.resolved_at is not null or rejects.reason <> s.reason);
insert into rejects by name
select distinct on (reject_id) s.* exclude (inputs), 1 as attempts, $run_id as run_id, $now as first_seen_at
from staged_rejects s
anti join rejects using (reject_id)
order by reject_id, reason;
