-- Tables in the order they were made, then views.
select 'table' as kind, table_name, comment, table_oid from duckdb_tables() where not internal
union all
select 'view', view_name, comment, view_oid from duckdb_views() where not internal
order by kind, table_oid;
