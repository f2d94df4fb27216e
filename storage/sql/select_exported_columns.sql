select table_name, column_name, data_type, comment
from duckdb_columns()
where database_name = 'desk' and not internal
order by table_name, column_index;
