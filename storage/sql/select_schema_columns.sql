select column_name, data_type, comment from duckdb_columns() where table_name = $table order by column_index;
