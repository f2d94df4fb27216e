-- The desk remembers its backups, and the published file says its format.
create table backups (
    path    varchar not null,
    made_at timestamp not null,
    reason  varchar not null
);
