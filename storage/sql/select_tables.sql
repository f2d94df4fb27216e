select table_name from duckdb_tables() where database_name = 'live' and not internal order by table_name;
