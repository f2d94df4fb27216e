-- Empty where the published file was laid out by a copydesk that did not tell its format.
select table_name from duckdb_tables() where database_name = 'published' and table_name = 'desk_format';
