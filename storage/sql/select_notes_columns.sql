-- Where the user's own tables hold text. Views hold none, and those over published tables cannot be asked here.
select schema_name, table_name, list(column_name order by column_index) as columns
from duckdb_columns()
where database_name = 'notes' and data_type = 'VARCHAR' and not internal
    and (schema_name, table_name) in (
        select (schema_name, table_name) from duckdb_tables() where database_name = 'notes'
    )
group by all
order by all;
