-- What was cut, by kind: pieces, and the characters in them. A headline that moved, and a repair, are no cuts.
select s.kind, count(*) as pieces, count(distinct s.article_id) as articles, sum(s.stop - s.start)::bigint as characters
from removed_spans s
semi join (select article_id from articles where first_seen_at >= $since) using (article_id)
where s.kind not in ('title', 'repair')
group by s.kind
order by characters desc, s.kind;
