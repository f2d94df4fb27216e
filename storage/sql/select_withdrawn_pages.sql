select article_id, html from pages where article_id in (select article_id from staged_named);
