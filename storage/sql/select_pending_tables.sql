select distinct table_name from pending_changes;
