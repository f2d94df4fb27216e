select * exclude (position) from piece_articles order by position;
