-- Comparisons keep every figure that deciding asks for. Figures of older ones come with cleaning anew: run copydesk reclean afterwards.
create table migrated_comparisons (
    article_id        varchar not null,
    other_id          varchar not null,
    relation          varchar not null,
    jaccard           double not null,
    containment       double not null,
    other_containment double not null,
    shared_words      integer not null,
    novel_words       integer not null,
    other_novel_words integer not null,
    coverage          ubigint not null,
    other_coverage    ubigint not null,
    shared            integer not null,
    other_shared_words integer not null,
    quoted            integer not null,
    other_quoted      integer not null,
    shared_quoted     integer not null,
    other_shared_quoted integer not null,
    shared_facts      integer not null,
    other_shared_facts integer not null,
    swapped_facts     integer not null,
    other_swapped_facts integer not null,
    days_apart        integer,
    accepted          boolean not null,
    reason            varchar not null,
    licensed          boolean not null,
    digest_id         varchar,
    override_kind     varchar,
    override_reason   varchar,
    run_id            varchar not null
);
-- Until then: what follows from the old figures, and 0 for what only the texts can tell.
insert into migrated_comparisons
select
    article_id, other_id, relation, jaccard, containment, other_containment, shared_words, novel_words,
    other_novel_words, coverage, other_coverage, round(containment * f.shingles)::integer, shared_words,
    0, 0, 0, 0, 0, 0, 0, 0,
    days_apart, accepted, reason, licensed, digest_id, override_kind, override_reason, run_id
from comparisons
join fingerprints f using (article_id);
drop table comparisons;
alter table migrated_comparisons rename to comparisons;

-- A version that no rules have: whoever looks for what is outdated finds all of it.
update articles set rules_version = 'format 1';

create table settings_in_force (settings_hash varchar not null);
insert into settings_in_force select distinct settings_hash from runs;
