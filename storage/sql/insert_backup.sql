insert into backups values ($path, $made_at, $reason);
