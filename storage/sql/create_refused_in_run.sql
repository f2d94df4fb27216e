-- What this run refuses, whether or not an earlier one did, too: filled by `insert_rejects`.
create temp table if not exists refused_in_run (reject_id varchar, is_known boolean);
