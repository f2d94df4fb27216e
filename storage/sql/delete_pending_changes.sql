delete from pending_changes;
