select max(version) from desk_format;
