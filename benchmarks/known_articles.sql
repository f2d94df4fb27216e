-- Known articles $start to $stop, as a desk that took them in would hold them. `bodies` has generated texts; each
-- article has one of them, begun somewhere else. Hashes stand for what is random in earnest.
create or replace temp table known as
select i, left(md5(i::varchar), 20) as article_id, ('0x' || left(md5(i::varchar), 16))::ubigint as article_key,
       left(md5((i - if(i % 5 = 1, 1, 0))::varchar), 20) as canonical_id, 'paper ' || i % 50 as source,
       substr(body, 1 + cut) || ' ' || left(body, cut) as body,
       timestamp '2010-01-01' + to_seconds(i * 400) as published_at
from (
    select i, body, (hash(i) % 2000)::int as cut
    from range($start::bigint, $stop::bigint) t(i) join bodies on bodies.number = i % $bodies
);

insert into raw_documents by name
select article_id, i::varchar as external_id, source, 'known' as feed, 'known.jsonl' as uri,
       'application/json' as media_type, 'By Ada Lovelace, Staff Writer' || chr(10) || body || chr(10) || 'Read more' as text,
       0 as replaced, published_at, 'second' as published_precision, 'document' as published_from,
       timestamp '2025-01-01' as ingested_at, 'known' as run_id
from known;

insert into articles by name
select article_id, canonical_id as cluster_id, canonical_id, if(article_id = canonical_id, 'canonical', 'dup') as relation,
       if(article_id = canonical_id, null, 0.9) as jaccard, if(article_id = canonical_id, null, 0.95) as containment,
       if(article_id = canonical_id, 0, 20) as novel_words, i::varchar as external_id, source, body,
       'Ada Lovelace' as author, 'en' as language, published_at, 'document' as published_from,
       'second' as published_precision, timestamp '2025-01-01' as first_seen_at,
       length(body) - length(replace(body, ' ', '')) + 1 as words, 'full' as access, 'known' as rules_version,
       'known' as run_id
from known;

insert into clusters by name
select canonical_id as cluster_id, canonical_id, count(*) as copies, count(distinct source) as outlets
from known
group by all;

insert into removed_spans by name
select article_id, (n * 40)::int as start, (n * 40 + 30)::int as stop, 'byline' as kind, 'byline.by_name' as rule,
       substr(body, n * 40 + 1, 30) as text, '' as replacement
from known, range($spans::bigint) s(n);

insert into credits by name select article_id, 'Ada Lovelace' as name, 'author' as role from known;

insert into comparisons by name
select canonical_id as article_id, article_id as other_id, 'dup' as relation, 0.9 as jaccard, 0.95 as containment,
       0.95 as other_containment, 380 as shared_words, 20 as novel_words, 20 as other_novel_words, 1 as coverage,
       1 as other_coverage, 350 as shared, 380 as other_shared_words, 0 as quoted, 0 as other_quoted,
       0 as shared_quoted, 0 as other_shared_quoted, 2 as shared_facts, 2 as other_shared_facts, 0 as swapped_facts,
       0 as other_swapped_facts, 0 as days_apart, true as accepted, '95% of the shorter story stands in the longer' as reason,
       true as licensed, 'known' as run_id, null as retold
from known
where article_id <> canonical_id;

insert into fingerprints by name
select article_id, article_key, hash(i, 1) as text_hash, 395 as shingles,
       unhex(repeat(md5(i::varchar), 32)) as signature
from known;

insert into bands by name
select hash(i, n, 2) as band_key, article_key from known, range($bands::bigint) b(n) order by i;

-- What is sampled is below a bound, and so are these.
insert into samples by name
select hash(i, n, 3) // 8 as shingle, article_key from known, range($samples::bigint) s(n) order by i;
