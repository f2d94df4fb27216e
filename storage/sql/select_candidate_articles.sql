select article_id, body, words, source, url, title, access, published_at from candidate_articles order by position;
