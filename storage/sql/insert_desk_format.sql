insert into desk_format values ($version);
