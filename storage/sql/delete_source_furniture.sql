delete from source_furniture where source = $source and line = $line returning line;
