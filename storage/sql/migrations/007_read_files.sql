-- The desk remembers which files it has read, and how many records of a run were no news.
create table read_files (
    feed       varchar not null,
    uri        varchar not null,
    reading    varchar not null,
    size_bytes bigint not null,
    version    varchar,
    digest     varchar,
    lines      bigint,
    read_at    timestamp not null,
    run_id     varchar not null
);
alter table runs add column files bigint default 0;
alter table runs add column unchanged_files bigint default 0;
alter table runs add column skipped bigint default 0;
alter table runs add column backfill boolean default false;
alter table runs alter column files set not null;
alter table runs alter column unchanged_files set not null;
alter table runs alter column skipped set not null;
alter table runs alter column backfill set not null;
