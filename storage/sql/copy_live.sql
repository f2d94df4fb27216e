copy from database live to rewritten;
