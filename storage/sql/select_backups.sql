select path, made_at, reason from backups order by made_at, path;
