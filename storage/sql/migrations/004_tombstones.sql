-- Documents can be withdrawn: what is left of them, and how many came again.
create table tombstones (
    article_id varchar not null,
    source     varchar not null,
    reason     varchar not null,
    author     varchar not null,
    decided_at timestamp not null
);
create table tombstone_marks (
    article_id varchar not null,
    mark       varchar not null
);
alter table runs add column withheld bigint default 0;
alter table runs alter column withheld set not null;
