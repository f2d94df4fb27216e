update versions v
set previous_id = s.previous_id, version = s.version, change = s.change, words_added = s.words_added,
    words_removed = s.words_removed
from staged_links s
where s.article_id = v.article_id;

insert into pending_changes select 'versions', article_id from staged_links;
