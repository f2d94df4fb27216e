-- Empty for a file that holds no desk yet.
select table_name from duckdb_tables() where database_name = current_database() and table_name = 'desk_format';
