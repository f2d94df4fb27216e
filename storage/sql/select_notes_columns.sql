-- Where the user's own tables hold text.
select schema_name, table_name, list(column_name order by column_index) as columns
from duckdb_columns()
where database_name = 'notes' and data_type = 'VARCHAR' and not internal
group by all
order by all;
