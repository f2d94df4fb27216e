-- Figures in a reason (byte 1,204) do not make it another one, but for a server's answer: 404 is not 403.
select source, stage, retriable,
    case when starts_with(reason, 'the server answered ') then left(reason, 23)
         else regexp_replace(reason, '[0-9]+(,[0-9]{3})*', '0', 'g') end as reason,
    count(*) as rejects, min(reject_id) as example
from rejects
where (not $named or reject_id in (select reject_id from staged_named))
    and ($source is null or source = $source)
    and ($reason is null or contains(lower(reason), lower($reason)))
    and (resolved_at is not null) = $resolved
group by all
order by rejects desc, source, stage, reason, retriable;
