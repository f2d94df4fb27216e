-- Refused inputs of which bytes are kept.
select reject_id, octet_length(payload) as bytes from rejects where payload is not null order by reject_id;
