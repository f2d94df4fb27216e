select article_id from revived order by article_id;
