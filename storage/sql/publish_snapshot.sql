-- Name the state that is published. Versions are those of the run that publishes, the last one started.
delete from published.snapshots;
insert into published.snapshots by name
with decisions as (
    select md5_number(json_array(
               'override', kind, least(article_id, other_id), greatest(article_id, other_id), other_id is null
           )::varchar) as hash
    from published.overrides
    union all
    select md5_number(json_array('furniture', source, line, kind)::varchar) from published.source_furniture
),
state as (
    select (select count(*) from published.articles) as articles,
           (select count(*) from published.clusters) as clusters,
           (select hash from articles_hash) as articles_hash,
           (select coalesce(bit_xor(hash), 0) from decisions) as decisions_hash,
           copydesk_version, rules_version,
           (select string_agg(settings_hash, ',' order by settings_hash) from live.settings_in_force) as settings
    from live.runs
    where rowid = (select max(rowid) from live.runs)
)
select *, left(sha256(json_array(
           articles, clusters, articles_hash::varchar, decisions_hash::varchar, copydesk_version, rules_version, settings
       )::varchar), 20) as snapshot_id
from state;

delete from live.snapshots;
insert into live.snapshots select * from published.snapshots;
update live.runs set snapshot_id = (select snapshot_id from published.snapshots) where rowid = (select max(rowid) from live.runs);
