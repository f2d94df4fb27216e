select * exclude (position) from uncompared_articles order by position;
