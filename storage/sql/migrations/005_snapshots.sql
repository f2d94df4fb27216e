-- Every published state has an id, and a run says which one it published.
create table snapshots (
    snapshot_id      varchar not null,
    articles         bigint not null,
    clusters         bigint not null,
    articles_hash    uhugeint not null,
    decisions_hash   uhugeint not null,
    copydesk_version varchar not null,
    rules_version    varchar not null,
    settings         varchar not null
);
alter table runs add column snapshot_id varchar;
