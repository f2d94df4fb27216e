-- One step further. A walk in one statement joins all pairs that there are at every step of it.
create or replace temp table frontier as
select distinct article_id
from (
    select other_id as article_id
    from comparisons
    where article_id in (from frontier) and (accepted and licensed or override_kind is not null)
    union all
    select article_id
    from comparisons
    where other_id in (from frontier) and (accepted and licensed or override_kind is not null)
    union all
    select other from decided_pairs where one in (from frontier)
    union all
    select one from decided_pairs where other in (from frontier)
) anti join reached using (article_id);

insert into reached from frontier;
