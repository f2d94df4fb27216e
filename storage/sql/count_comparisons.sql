select coalesce(max(rowid) + 1, 0) from comparisons;
