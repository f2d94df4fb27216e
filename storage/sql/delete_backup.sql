delete from backups where path = $path;
