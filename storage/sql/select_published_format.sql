select coalesce((select max(version) from published.desk_format) = (select max(version) from live.desk_format), false);
