insert into live.backups select * from replaced.backups where path not in (select path from live.backups);
