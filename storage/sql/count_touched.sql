select count(*) from touched;
