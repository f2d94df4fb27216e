insert into overrides by name
select $kind as kind, $article_id as article_id, $other_id as other_id, $author as author, $reason as reason,
       $decided_at as decided_at;
