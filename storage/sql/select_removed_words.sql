-- Words taken out of the documents a run took in, by kind.
select kind, sum(len(string_split_regex(trim(s.text), '\s+')))::bigint as words
from removed_spans s
join raw_documents d using (article_id)
where d.run_id = $run_id and kind <> 'title' and s.text <> s.replacement
group by kind
order by words desc, kind;
