-- Figures in a reason (byte 1,204) do not make it another one, but for a server's answer: 404 is not 403. Where they
-- differ, N stands for them.
with wanted as (
    select source, stage, retriable, reject_id, reason,
        case when starts_with(reason, 'the server answered ') then left(reason, 23)
             else regexp_replace(reason, '[0-9]+([,.:][0-9]+)*', 'N', 'g') end as masked
    from rejects
    where (not $named or reject_id in (select reject_id from staged_named))
        and ($source is null or source = $source)
        and ($reason is null or contains(lower(reason), lower($reason)))
        and (resolved_at is not null) = $resolved
)
select source, stage, retriable, case when min(reason) = max(reason) then min(reason) else masked end as reason,
    count(*) as rejects, min(reject_id) as example
from wanted
group by source, stage, retriable, masked
order by rejects desc, source, stage, reason, retriable;
