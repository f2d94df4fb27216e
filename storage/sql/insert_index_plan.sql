insert into index_plan values ($version, $plan);
