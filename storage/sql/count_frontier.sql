select count(*) from frontier;
