-- Without the bytes: a list of many stays quick.
select
    reject_id, source, uri, location, stage, reason, retriable, payload_bytes, payload_hash, payload_file,
    payload_bytes is not null and (payload_file is not null or octet_length(payload) = payload_bytes) as is_whole,
    given, attempts, run_id, last_run_id, first_seen_at, resolved_at
from rejects
where (not $named or reject_id in (select reject_id from staged_named))
    and ($source is null or source = $source)
    and ($reason is null or contains(lower(reason), lower($reason)))
    and (resolved_at is not null) = $resolved
order by first_seen_at desc, source, uri, location, reject_id
limit $most;
