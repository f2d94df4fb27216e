select name, role from credits where article_id = $article_id order by role, name;
