-- The desk remembers which URLs it has asked for, and how many a run asked.
create table asked_urls (
    url           varchar not null,
    feed          varchar not null,
    kind          varchar not null,
    asked_at      timestamp not null,
    etag          varchar,
    last_modified varchar,
    digest        varchar,
    changed_at    timestamp,
    failures      integer not null,
    unchanged     integer not null,
    next_at       timestamp,
    title         varchar,
    author        varchar,
    published_at  timestamp,
    published_precision varchar,
    language      varchar,
    run_id        varchar not null
);
alter table runs add column asked bigint default 0;
alter table runs add column unchanged_urls bigint default 0;
alter table runs alter column asked set not null;
alter table runs alter column unchanged_urls set not null;
