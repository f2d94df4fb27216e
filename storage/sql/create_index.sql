-- What only the live file holds: the index that finds candidates, the plan it was made by, and what is not published yet.
-- `article_key` is the first 64 bits of `article_id`. Two ids that share them only cost a comparison too many.

create table if not exists index_plan (
    version varchar not null,
    plan    json not null
);
comment on table index_plan is 'How fingerprints are made: one row; the index cannot be read by another plan';

create table if not exists fingerprints (
    article_key ubigint not null,
    article_id  varchar not null,
    text_hash   ubigint not null,
    shingles    integer not null,
    signature   blob not null using compression uncompressed -- random bits
);
comment on table fingerprints is 'An article''s MinHash signature: 32-bit little-endian values, read by datasketch.MinHash(hashvalues=…, scheme=…)';

create table if not exists bands (
    band_key    ubigint not null,
    article_key ubigint not null
);
comment on table bands is 'MinHash LSH: one band of one signature';

create table if not exists samples (
    shingle     ubigint not null,
    article_key ubigint not null
);
comment on table samples is 'Scaled MinHash: one sampled shingle of one article';

create table if not exists hot_rows (
    lane        tinyint not null,
    row_key     ubigint not null,
    article_key ubigint not null
);
comment on table hot_rows is 'The best-ranked articles of each index row that holds more than the cap; lane 0 are bands, 1 samples, 2 texts too short for a shingle';

create table if not exists pages (
    article_id varchar not null,
    html       blob not null
);
comment on table pages is 'The page an article was extracted from, as it came';

create table if not exists tombstone_marks (
    article_id varchar not null,
    mark       varchar not null
);
comment on table tombstone_marks is 'Hashes by which a withdrawn document is known when it comes again. They are not published: who guesses a URL could ask them for it';

create table if not exists pending_changes (
    table_name varchar not null,
    key        varchar not null
);
comment on table pending_changes is 'Rows the published file does not hold yet, or holds otherwise';

create table if not exists read_files (
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
comment on table read_files is 'Files that were read to their end, as they were then: what has not changed is not read again';

create table if not exists asked_urls (
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
comment on table asked_urls is 'URLs that were asked for, and what came of it: what has not changed is not asked for again. Title to language are what a list says of a page that is to be asked for again';

create table if not exists settings_in_force (settings_hash varchar not null);
comment on table settings_in_force is 'The settings that decided what is stored, by their hash: more than one, until a rematch decides all by the same';

create table if not exists backups (
    path    varchar not null,
    made_at timestamp not null,
    reason  varchar not null
);
comment on table backups is 'Where copies of the desk were put. They may have been moved or removed since';
