-- What was cut from an article or repaired in it, and on which line of the raw text it stood.
select s.start, s.stop, length(left(d.text, s.start)) - length(replace(left(d.text, s.start), chr(10), '')) + 1 as line,
       s.kind, s.rule, s.text, s.replacement
from removed_spans s
join raw_documents d using (article_id)
where s.article_id = $article_id
order by s.start;
