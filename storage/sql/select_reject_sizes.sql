-- Refused inputs of which bytes are kept, in their row or in a file.
select reject_id, case when payload_file is null then octet_length(payload) else payload_bytes end as bytes
from rejects where payload is not null order by reject_id;
