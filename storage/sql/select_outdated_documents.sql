-- Documents whose article was cleaned by other rules than today's, some of them.
select d.* exclude (run_id)
from raw_documents d
join articles a using (article_id)
left join staged_versions v on v.source = d.source
where a.rules_version <> coalesce(v.rules_version, $rules_version)
order by d.article_id
limit $limit;
