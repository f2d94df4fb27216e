-- Fill a new published file.
insert into published.raw_documents select * from live.raw_documents;
insert into published.articles select * from live.articles;
insert into published.clusters select * from live.clusters;
insert into published.removed_spans select * from live.removed_spans;
insert into published.credits select * from live.credits;
insert into published.comparisons select * from live.comparisons;
insert into published.rejects select * from live.rejects;
insert into published.canonical_changes select * from live.canonical_changes;
insert into published.overrides select * from live.overrides;
insert into published.sources select * from live.sources;
insert into published.source_furniture select * from live.source_furniture;
insert into published.desk_format select * from live.desk_format;
insert into published.tombstones select * from live.tombstones;
insert into published.versions select * from live.versions;

create or replace temp table articles_hash as
select coalesce(bit_xor(row_hash), 0) as hash from published.article_hashes;
