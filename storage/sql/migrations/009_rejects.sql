-- Rejects say how large their input is, where a large one is kept, and how to read it again.
alter table rejects add column payload_bytes bigint;
alter table rejects add column payload_hash varchar;
alter table rejects add column payload_file varchar;
alter table rejects add column given varchar;
alter table rejects add column last_run_id varchar;
