-- Every column of every row, read for nothing but that it can be.
select sum(hash(t)) from query_table($table) t;
