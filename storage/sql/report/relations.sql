-- What copies are to their canonical articles.
select relation, count(*) as articles, avg(containment) as containment, avg(novel_words) as novel_words
from articles
where first_seen_at >= $since and relation <> 'canonical'
group by relation
order by articles desc, relation;
