select source, line, kind from source_furniture where kind is not null order by all;
