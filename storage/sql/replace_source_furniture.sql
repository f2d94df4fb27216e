delete from source_furniture where source = $source and line = $line;
insert into source_furniture by name
select $source as source, $line as line, $kind as kind, $author as author, $now as decided_at;
