-- Columns of the two views in a snapshot mean what those of their tables do; what is like no other, the view tells.
with columns as (
    select *, case table_name when 'matches' then 'comparisons' when 'shareable_articles' then 'articles' end as base
    from duckdb_columns()
    where database_name = 'desk' and not internal
)
select c.table_name, c.column_name, c.data_type, coalesce(c.comment, b.comment, v.comment) as comment
from columns c
left join columns b on b.table_name = c.base and b.column_name = c.column_name
left join duckdb_views() v on v.database_name = 'desk' and v.view_name = c.table_name and c.base is not null
order by c.table_name, c.column_index;
