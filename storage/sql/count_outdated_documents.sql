select count(*)
from articles a
left join staged_versions v on v.source = a.source
where a.rules_version <> coalesce(v.rules_version, $rules_version);
