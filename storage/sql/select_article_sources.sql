select distinct source from articles order by source;
