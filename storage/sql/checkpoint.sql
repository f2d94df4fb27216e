checkpoint live;
