-- The tables people query. The live and the published file hold the same; `docs/tables.md` is made from the comments.
-- Times are UTC. No keys and no indexes: an ART index made appends 70 times dearer and sped up nothing.

create table if not exists raw_documents (
    article_id          varchar not null,
    external_id         varchar,
    source              varchar not null,
    feed                varchar not null,
    uri                 varchar not null,
    media_type          varchar not null,
    text                varchar not null,
    extra               json,
    url                 varchar,
    title               varchar,
    author              varchar,
    publisher           varchar,
    language            varchar,
    published_at        timestamp,
    published_precision varchar,
    published_from      varchar,
    captured_at         timestamp,
    encoding            varchar,
    replaced            integer not null,
    original            blob,
    ingested_at         timestamp not null,
    run_id              varchar not null
);
comment on table raw_documents is 'One text as it came, never changed';
comment on column raw_documents.article_id is 'Hash of source, external id or canonical URL, and text: the same document has the same id in every desk';
comment on column raw_documents.external_id is 'The id the source gave: `id` of a JSON line, a file''s name without its ending. Not unique. NULL: it gave none';
comment on column raw_documents.source is 'The outlet: the record''s own field, else the configured source, else the folder''s name';
comment on column raw_documents.feed is 'The configured source it came by, or what was named on the command line';
comment on column raw_documents.uri is 'Where it was read: a path or URL';
comment on column raw_documents.media_type is 'text/plain, text/html or application/json (a JSON line)';
comment on column raw_documents.text is 'The decoded text; offsets in removed_spans count its code points. For a page: what was extracted';
comment on column raw_documents.extra is 'Every field that was given and has no column, as a JSON object. NULL: there was none';
comment on column raw_documents.url is 'The URL as given. NULL: none was given';
comment on column raw_documents.title is 'The title as given. NULL: none was given';
comment on column raw_documents.author is 'The author as given. NULL: none was given';
comment on column raw_documents.publisher is 'Who published it, as given. NULL: none was given';
comment on column raw_documents.language is 'The language as given. NULL: none was given';
comment on column raw_documents.published_at is 'The date of publication as given, UTC. NULL: none was given';
comment on column raw_documents.published_precision is 'How exact the given date is: second, minute, day, month or year. NULL: none was given';
comment on column raw_documents.published_from is 'Where the given date stood: document, feed or page. NULL: none was given';
comment on column raw_documents.captured_at is 'When the source captured it, UTC. NULL: not told; a file''s own time says only when it was copied';
comment on column raw_documents.encoding is 'The encoding the text was decoded from. NULL: it came as text';
comment on column raw_documents.replaced is 'Characters that could not be decoded and became U+FFFD';
comment on column raw_documents.original is 'The bytes as they came, where decoding lost something. NULL: it lost nothing';
comment on column raw_documents.ingested_at is 'When this desk first took it in, UTC. It decides nothing';
comment on column raw_documents.run_id is 'The run that took it in';

create table if not exists articles (
    article_id          varchar not null,
    cluster_id          varchar not null,
    canonical_id        varchar not null,
    relation            varchar not null,
    jaccard             double,
    containment         double,
    novel_words         integer not null,
    external_id         varchar,
    source              varchar not null,
    url                 varchar,
    title               varchar,
    body                varchar not null,
    author              varchar,
    origin              varchar,
    place               varchar,
    language            varchar,
    published_at        timestamp,
    published_from      varchar,
    published_precision varchar,
    modified_at         timestamp,
    captured_at         timestamp,
    first_seen_at       timestamp not null,
    words               integer not null,
    access              varchar not null,
    rules_version       varchar not null,
    run_id              varchar not null
);
comment on table articles is 'One cleaned document, with its place in its cluster';
comment on column articles.article_id is 'The id it shares with its raw document';
comment on column articles.cluster_id is 'Its cluster; it stays the same when the canonical article changes';
comment on column articles.canonical_id is 'The canonical article of its cluster; its own id when it is that article';
comment on column articles.relation is 'canonical, or what it is to its canonical article: exact, dup, version or excerpt; merged where only a person''s decision joins the two';
comment on column articles.jaccard is 'Shared shingles by all shingles of it and its canonical article. NULL: it is canonical';
comment on column articles.containment is 'Share of its shingles that stand in its canonical article. NULL: it is canonical';
comment on column articles.novel_words is 'Words of its story that do not stand in its canonical article; 0 when it is canonical';
comment on column articles.external_id is 'The id the source gave. NULL: it gave none';
comment on column articles.source is 'The outlet it came from';
comment on column articles.url is 'Its URL as given. NULL: none was given';
comment on column articles.title is 'The given title, else the headline found in the text. NULL: neither; none is invented';
comment on column articles.body is 'The story: the raw text without its removed spans';
comment on column articles.author is 'Who wrote it: given, or read from the byline or the biography. NULL: nobody is named';
comment on column articles.origin is 'The first agency or outlet credited. NULL: none is';
comment on column articles.place is 'The place of its dateline. NULL: it has none';
comment on column articles.language is 'ISO 639-1 code, given or detected. NULL: not to be told';
comment on column articles.published_at is 'When it was published, UTC. NULL: not known';
comment on column articles.published_from is 'Where that date stood: document, text, feed or page. NULL: no date';
comment on column articles.published_precision is 'How exact it is: second, minute, day, month or year. NULL: no date';
comment on column articles.modified_at is 'When it says it was updated, UTC. NULL: it does not say';
comment on column articles.captured_at is 'When its source captured it, UTC. NULL: not told';
comment on column articles.first_seen_at is 'When this desk first took it in, UTC';
comment on column articles.words is 'Words of the body; in scripts without spaces, characters';
comment on column articles.access is 'full, or partial when a paywall cut it short';
comment on column articles.rules_version is 'The cleaning rules that made the body';
comment on column articles.run_id is 'The run that cleaned it last';

create table if not exists clusters (
    cluster_id   varchar not null,
    canonical_id varchar not null,
    copies       integer not null,
    outlets      integer not null
);
comment on table clusters is 'One cluster: reused text, not an event';
comment on column clusters.cluster_id is 'The cluster';
comment on column clusters.canonical_id is 'The article to read';
comment on column clusters.copies is 'Its articles, the canonical one included';
comment on column clusters.outlets is 'Its distinct sources';

create table if not exists removed_spans (
    article_id  varchar not null,
    start       integer not null,
    stop        integer not null,
    kind        varchar not null,
    rule        varchar not null,
    text        varchar not null,
    replacement varchar not null
);
comment on table removed_spans is 'One cut or repair of a raw text: the body is the raw text with every span replaced, up to white space';
comment on column removed_spans.article_id is 'The article';
comment on column removed_spans.start is 'First code point of raw_documents.text, from zero';
comment on column removed_spans.stop is 'The code point after the last';
comment on column removed_spans.kind is 'What it is: byline, dateline, timestamp, agency, caption, promo, paywall, related, share, bio, copyright, player, ui or separator; title for a headline that moved to the title; repair';
comment on column removed_spans.rule is 'The rule that found it';
comment on column removed_spans.text is 'What stood there';
comment on column removed_spans.replacement is 'What stands there now; empty but for repairs';

create table if not exists credits (
    article_id varchar not null,
    name       varchar not null,
    role       varchar not null
);
comment on table credits is 'One name an article credits';
comment on column credits.article_id is 'The article';
comment on column credits.name is 'The name as it is written, without "By" or "Source:"';
comment on column credits.role is 'author, agency, via or publisher';

create table if not exists comparisons (
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
    run_id            varchar not null,
    retold            double
);
comment on table comparisons is 'One pair of articles whose texts were compared exactly; `matches` says what it means in the present company';
comment on column comparisons.article_id is 'The shorter story; of two as long, the smaller id';
comment on column comparisons.other_id is 'The longer story';
comment on column comparisons.relation is 'What the two are to each other, by themselves';
comment on column comparisons.jaccard is 'Shared shingles by all shingles of both';
comment on column comparisons.containment is 'Share of the shorter story''s shingles that stand in the longer';
comment on column comparisons.other_containment is 'Share of the longer story''s shingles that stand in the shorter';
comment on column comparisons.shared_words is 'Words of the shorter story that stand in shared shingles';
comment on column comparisons.novel_words is 'Words of the shorter story that do not stand in the longer';
comment on column comparisons.other_novel_words is 'Words of the longer story that do not stand in the shorter';
comment on column comparisons.coverage is 'Where in the shorter story the shared words stand: 64 equal parts, one bit each';
comment on column comparisons.other_coverage is 'Where they stand in the longer story';
comment on column comparisons.shared is 'Distinct shingles that stand in both';
comment on column comparisons.other_shared_words is 'Words of the longer story that stand in shared shingles';
comment on column comparisons.quoted is 'Words of the shorter story in quotation marks, or after a line that announces somebody''s words; this and what follows is 0 where less than a fifth of the shorter story is shared';
comment on column comparisons.other_quoted is 'The same of the longer story';
comment on column comparisons.shared_quoted is 'Of the quoted words of the shorter story, those that are shared';
comment on column comparisons.other_shared_quoted is 'The same of the longer story';
comment on column comparisons.shared_facts is 'Names and numbers amid the shared words of the shorter story that the longer has, too';
comment on column comparisons.other_shared_facts is 'The same of the longer story';
comment on column comparisons.swapped_facts is 'Names and numbers amid the shared words of the shorter story that the longer lacks';
comment on column comparisons.other_swapped_facts is 'The same of the longer story';
comment on column comparisons.days_apart is 'Whole days between their publication. NULL: one of the dates is not known';
comment on column comparisons.accepted is 'Whether the two, by themselves, belong into one cluster';
comment on column comparisons.reason is 'Why they do or do not, in words';
comment on column comparisons.licensed is 'Whether the index would propose the pair today. In a flood of reprints each is compared with the best-ranked only; an accepted pair beside those is kept, and takes no part in choosing';
comment on column comparisons.digest_id is 'Which of the two is a digest that holds the other among other stories. NULL: neither';
comment on column comparisons.override_kind is 'What a person''s decision makes of the pair: merge or split. NULL: nobody''s decision concerns it';
comment on column comparisons.override_reason is 'Who decided that, and why. NULL: nobody';
comment on column comparisons.run_id is 'The run that compared them';
comment on column comparisons.retold is 'Share of the shorter story''s other words, each counted once, that stand anywhere in the longer. NULL: not looked at, because too little or nearly all is shared, or the script has no words';

create table if not exists overrides (
    kind       varchar not null,
    article_id varchar not null,
    other_id   varchar,
    author     varchar not null,
    reason     varchar not null,
    decided_at timestamp not null
);
comment on table overrides is 'One decision of a person, which every later run respects. Of two that contradict each other the later one holds';
comment on column overrides.kind is 'merge: the two belong into one cluster; split: the two do not, or the article stands alone; pin: it is its cluster''s canonical article';
comment on column overrides.article_id is 'The article it is about';
comment on column overrides.other_id is 'The other article of a merge or split. NULL: it concerns one article alone';
comment on column overrides.author is 'Who decided';
comment on column overrides.reason is 'Why';
comment on column overrides.decided_at is 'When, UTC';

create table if not exists tombstones (
    article_id varchar not null,
    source     varchar not null,
    reason     varchar not null,
    author     varchar not null,
    decided_at timestamp not null
);
comment on table tombstones is 'One document that a person withdrew: nothing of its text is kept, and it stays out when it comes again';
comment on column tombstones.article_id is 'The id that it had';
comment on column tombstones.source is 'The outlet it came from';
comment on column tombstones.reason is 'Why it was withdrawn';
comment on column tombstones.author is 'Who decided';
comment on column tombstones.decided_at is 'When, UTC';

create table if not exists versions (
    article_id    varchar not null,
    page          ubigint not null,
    previous_id   varchar,
    version       integer not null,
    change        varchar not null,
    words_added   integer,
    words_removed integer
);
comment on table versions is 'One article that has a URL, and which earlier text of that URL it continues; `article_versions` says it beside the articles';
comment on column versions.article_id is 'The article';
comment on column versions.page is 'Hash of its URL, without what only tracks readers';
comment on column versions.previous_id is 'The text of the same URL that it continues. NULL: it is the first of its story';
comment on column versions.version is 'Which state of its story it is, from 1';
comment on column versions.change is 'What kind of change it is: first, same (only what surrounds the story differs), correction (it says so), completed (a stub or a paywalled text before), cut short (behind a paywall now), live (a live blog), minor, expanded, shortened, revised or rewritten; unknown for what an older copydesk linked';
comment on column versions.words_added is 'Words of it that do not stand in the text before. NULL: not compared';
comment on column versions.words_removed is 'Words of the text before that do not stand in it. NULL: not compared';

create table if not exists source_furniture (
    source     varchar not null,
    line       varchar not null,
    kind       varchar,
    author     varchar not null,
    decided_at timestamp not null
);
comment on table source_furniture is 'A person''s word on a line that recurs in the articles of one source';
comment on column source_furniture.source is 'The source';
comment on column source_furniture.line is 'The line, every digit written as 0';
comment on column source_furniture.kind is 'The kind of furniture it is. NULL: it is story';
comment on column source_furniture.author is 'Who decided';
comment on column source_furniture.decided_at is 'When, UTC';

create table if not exists canonical_changes (
    cluster_id   varchar not null,
    canonical_id varchar not null,
    previous_id  varchar,
    reason       varchar not null,
    run_id       varchar not null,
    decided_at   timestamp not null
);
comment on table canonical_changes is 'A cluster''s choice, or change, of its canonical article';
comment on column canonical_changes.cluster_id is 'The cluster';
comment on column canonical_changes.canonical_id is 'The article chosen';
comment on column canonical_changes.previous_id is 'The article chosen before. NULL: this was the first choice among several, or that article has left the desk';
comment on column canonical_changes.reason is 'The step of the policy that decided it';
comment on column canonical_changes.run_id is 'The run that chose';
comment on column canonical_changes.decided_at is 'When, UTC';

create table if not exists rejects (
    reject_id     varchar not null,
    source        varchar not null,
    uri           varchar not null,
    location      varchar,
    stage         varchar not null,
    reason        varchar not null,
    retriable     boolean not null,
    payload       blob,
    attempts      integer not null,
    run_id        varchar not null,
    first_seen_at timestamp not null,
    resolved_at   timestamp,
    payload_bytes bigint,
    payload_hash  varchar,
    payload_file  varchar,
    given         varchar,
    last_run_id   varchar
);
comment on table rejects is 'One input that could not be taken in, with its bytes';
comment on column rejects.reject_id is 'Hash of place, stage and payload, and of the source unless it is from the web: the same refusal has the same id';
comment on column rejects.source is 'The configured source it came by, or what was named on the command line';
comment on column rejects.uri is 'Where it was read: a path or URL';
comment on column rejects.location is 'The place within: "line 12". NULL: the whole of it';
comment on column rejects.stage is 'read, decode, parse, extract, clean or fetch';
comment on column rejects.reason is 'What was wrong';
comment on column rejects.retriable is 'Whether trying again can help without changing the input';
comment on column rejects.payload is 'The bytes refused, or the first 1,000,000 of them. NULL: they were withdrawn';
comment on column rejects.attempts is 'How often it was tried';
comment on column rejects.run_id is 'The run that refused it first';
comment on column rejects.first_seen_at is 'When, UTC';
comment on column rejects.resolved_at is 'When its file was read anew without refusing it, or when it was tried again and nothing of it was refused any more, UTC. NULL: it is still refused';
comment on column rejects.payload_bytes is 'How many bytes the input has. NULL: only its beginning was read';
comment on column rejects.payload_hash is 'SHA-256 of the whole input. NULL: it is not kept as a whole';
comment on column rejects.payload_file is 'Where in the desk the whole input lies, when it has more than 64,000 bytes. NULL: `payload` is all that is kept';
comment on column rejects.given is 'How the bytes are to be read again, and what stood beside them: a JSON object. NULL: they are not whole, and only the file they came from can be tried again';
comment on column rejects.last_run_id is 'The run that tried it again last. NULL: none has';

create table if not exists runs (
    run_id            varchar not null,
    flow_run_id       varchar,
    started_at        timestamp not null,
    finished_at       timestamp,
    state             varchar not null,
    copydesk_version  varchar not null,
    rules_version     varchar not null,
    settings_hash     varchar not null,
    "read"            bigint not null default 0,
    "new"             bigint not null default 0,
    "unchanged"       bigint not null default 0,
    "revised"         bigint not null default 0,
    rejected          bigint not null default 0,
    canonical         bigint not null default 0,
    reused            bigint not null default 0,
    read_seconds      double not null default 0,
    prepare_seconds   double not null default 0,
    match_seconds     double not null default 0,
    choose_seconds    double not null default 0,
    write_seconds     double not null default 0,
    publish_seconds   double not null default 0,
    withheld          bigint not null default 0,
    snapshot_id       varchar,
    files             bigint not null default 0,
    unchanged_files   bigint not null default 0,
    skipped           bigint not null default 0,
    backfill          boolean not null default false,
    asked             bigint not null default 0,
    unchanged_urls    bigint not null default 0
);
comment on table runs is 'One run of the flow';
comment on column runs.run_id is 'The run';
comment on column runs.flow_run_id is 'The flow run in Prefect. NULL: it ran without Prefect';
comment on column runs.started_at is 'When it started, UTC';
comment on column runs.finished_at is 'When it finished, UTC. NULL: it has not, or it was killed';
comment on column runs.state is 'Running, Completed, Failed or Crashed';
comment on column runs.copydesk_version is 'The version of copydesk';
comment on column runs.rules_version is 'The version of the cleaning rules';
comment on column runs.settings_hash is 'Hash of the settings that decide results';
comment on column runs."read" is 'Inputs read: documents and rejects';
comment on column runs."new" is 'Documents that were not in the desk';
comment on column runs."unchanged" is 'Documents that were, with nothing new about them';
comment on column runs."revised" is 'Documents that were, and came with other metadata';
comment on column runs.rejected is 'Inputs refused';
comment on column runs.canonical is 'Of the new documents, those that are canonical';
comment on column runs.reused is 'Of the new documents, those that belong to another canonical article';
comment on column runs.read_seconds is 'Seconds spent reading';
comment on column runs.prepare_seconds is 'Seconds spent cleaning and fingerprinting, by the clock';
comment on column runs.match_seconds is 'Seconds spent finding and comparing candidates';
comment on column runs.choose_seconds is 'Seconds spent choosing canonical articles';
comment on column runs.write_seconds is 'Seconds spent writing';
comment on column runs.publish_seconds is 'Seconds spent on publishing, up to the writing of this row';
comment on column runs.files is 'Files met: those read and those unchanged';
comment on column runs.unchanged_files is 'Files passed over, because they are as they were when they were read';
comment on column runs.skipped is 'Records passed over because they are no news: requests, pictures, links';
comment on column runs.backfill is 'Whether it took in an archive: its documents belong into no figure by day, and no source is missed by them';
comment on column runs.asked is 'URLs asked for, lists and pages; each counts once, however many attempts and redirects it took';
comment on column runs.unchanged_urls is 'Of those, the ones that hold what they held when they were asked before';
comment on column runs.withheld is 'Documents that somebody withdrew before, and that came again';
comment on column runs.snapshot_id is 'The state it published last; see snapshots. NULL: it has not come to publishing';

create table if not exists snapshots (
    snapshot_id      varchar not null,
    articles         bigint not null,
    clusters         bigint not null,
    articles_hash    uhugeint not null,
    decisions_hash   uhugeint not null,
    copydesk_version varchar not null,
    rules_version    varchar not null,
    settings         varchar not null
);
comment on table snapshots is 'The state that is published: one row. The same input, version and settings give the same id, in any order and any portions';
comment on column snapshots.snapshot_id is 'What a paper can cite: the first 20 digits of the SHA-256 of all that follows, as a JSON array';
comment on column snapshots.articles is 'Articles';
comment on column snapshots.clusters is 'Clusters, that is canonical articles';
comment on column snapshots.articles_hash is 'The hashes of all articles (article_hashes.row_hash), by exclusive or';
comment on column snapshots.decisions_hash is 'Hashes of what people decided on articles (overrides) and on lines (source_furniture), by exclusive or';
comment on column snapshots.copydesk_version is 'The version of copydesk that published';
comment on column snapshots.rules_version is 'The version of its cleaning rules';
comment on column snapshots.settings is 'Hash of the settings that decided what is stored; more than one, until a rematch decides all by the same';

create table if not exists sources (
    name            varchar not null,
    kind            varchar not null,
    location        varchar not null,
    last_run_at     timestamp not null,
    last_success_at timestamp,
    failures        integer not null,
    etag            varchar,
    last_modified   varchar
);
comment on table sources is 'One source that was read';
comment on column sources.name is 'Its name: what `feed` says';
comment on column sources.kind is 'folder, file, pattern, store, stdin or web';
comment on column sources.location is 'The path or URL it was read from';
comment on column sources.last_run_at is 'When it was last read, UTC';
comment on column sources.last_success_at is 'When it was last read without failing, UTC. NULL: never yet';
comment on column sources.failures is 'Failures in a row since then';
comment on column sources.etag is 'What the server said of its state (ETag). NULL: not fetched, or not said';
comment on column sources.last_modified is 'What the server said of its age (Last-Modified). NULL: not fetched, or not said';

create table if not exists desk_format (version integer not null);
comment on table desk_format is 'The format of the desk''s tables: the highest number';
comment on column desk_format.version is 'A format the desk has, or had before an upgrade';
