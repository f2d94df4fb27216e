-- The blocks of the file that hold a table, those of long texts included.
select distinct unnest(list_append(additional_block_ids, block_id)) as block
from pragma_storage_info($table)
where persistent and block_id >= 0;
