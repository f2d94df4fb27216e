select withdrawn_id, article_id from uncompared_mates order by all limit $count offset $start;
