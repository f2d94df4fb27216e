select article_id from articles where url in (select url from staged_urls) order by article_id;
