"""The columns in which a prepared window reaches the database."""

import pyarrow as pa

TIME = pa.timestamp("us")

DOCUMENTS = pa.schema(
    [
        ("article_id", pa.string()),
        ("external_id", pa.string()),
        ("source", pa.string()),
        ("feed", pa.string()),
        ("uri", pa.string()),
        ("media_type", pa.string()),
        ("text", pa.string()),
        ("extra", pa.string()),
        ("url", pa.string()),
        ("title", pa.string()),
        ("author", pa.string()),
        ("publisher", pa.string()),
        ("language", pa.string()),
        ("published_at", TIME),
        ("published_precision", pa.string()),
        ("published_from", pa.string()),
        ("captured_at", TIME),
        ("encoding", pa.string()),
        ("replaced", pa.int32()),
        ("original", pa.binary()),
    ]
)
ARTICLES = pa.schema(
    [
        ("article_id", pa.string()),
        ("external_id", pa.string()),
        ("source", pa.string()),
        ("url", pa.string()),
        ("title", pa.string()),
        ("body", pa.string()),
        ("author", pa.string()),
        ("origin", pa.string()),
        ("place", pa.string()),
        ("language", pa.string()),
        ("published_at", TIME),
        ("published_from", pa.string()),
        ("published_precision", pa.string()),
        ("modified_at", TIME),
        ("captured_at", TIME),
        ("words", pa.int32()),
        ("access", pa.string()),
        ("rules_version", pa.string()),
    ]
)
SPANS = pa.schema(
    [
        ("article_id", pa.string()),
        ("start", pa.int32()),
        ("stop", pa.int32()),
        ("kind", pa.string()),
        ("rule", pa.string()),
        ("text", pa.string()),
        ("replacement", pa.string()),
    ]
)
CREDITS = pa.schema([("article_id", pa.string()), ("name", pa.string()), ("role", pa.string())])
FINGERPRINTS = pa.schema(
    [
        ("article_id", pa.string()),
        ("article_key", pa.uint64()),
        ("text_hash", pa.uint64()),
        ("shingles", pa.int32()),
        ("signature", pa.binary(512)),
    ]
)
BANDS = pa.schema([("band_key", pa.uint64()), ("article_key", pa.uint64())])
SAMPLES = pa.schema([("shingle", pa.uint64()), ("article_key", pa.uint64())])
PAGES = pa.schema([("article_id", pa.string()), ("html", pa.binary())])
REJECTS = pa.schema(
    [
        ("reject_id", pa.string()),
        ("source", pa.string()),
        ("uri", pa.string()),
        ("location", pa.string()),
        ("stage", pa.string()),
        ("reason", pa.string()),
        ("retriable", pa.bool_()),
        ("payload", pa.binary()),
        ("payload_bytes", pa.int64()),
        ("given", pa.string()),
        ("inputs", pa.int64()),
    ]
)
ATTEMPTS = pa.schema(
    [
        ("reject_id", pa.string()),
        ("is_refused", pa.bool_()),
        ("stage", pa.string()),
        ("reason", pa.string()),
        ("retriable", pa.bool_()),
    ]
)
FILES = pa.schema(
    [
        ("feed", pa.string()),
        ("uri", pa.string()),
        ("reading", pa.string()),
        ("size_bytes", pa.int64()),
        ("version", pa.string()),
        ("digest", pa.string()),
        ("lines", pa.int64()),
        ("is_whole", pa.bool_()),
    ]
)
URLS = pa.schema(
    [
        ("url", pa.string()),
        ("feed", pa.string()),
        ("kind", pa.string()),
        ("asked_at", pa.timestamp("us")),
        ("etag", pa.string()),
        ("last_modified", pa.string()),
        ("digest", pa.string()),
        ("changed_at", pa.timestamp("us")),
        ("failures", pa.int32()),
        ("unchanged", pa.int32()),
        ("next_at", pa.timestamp("us")),
        ("title", pa.string()),
        ("author", pa.string()),
        ("published_at", pa.timestamp("us")),
        ("published_precision", pa.string()),
        ("language", pa.string()),
    ]
)
COMPARISONS = pa.schema(
    [
        ("article_id", pa.string()),
        ("other_id", pa.string()),
        ("relation", pa.string()),
        ("jaccard", pa.float64()),
        ("containment", pa.float64()),
        ("other_containment", pa.float64()),
        ("shared_words", pa.int32()),
        ("novel_words", pa.int32()),
        ("other_novel_words", pa.int32()),
        ("coverage", pa.uint64()),
        ("other_coverage", pa.uint64()),
        ("shared", pa.int32()),
        ("other_shared_words", pa.int32()),
        ("quoted", pa.int32()),
        ("other_quoted", pa.int32()),
        ("shared_quoted", pa.int32()),
        ("other_shared_quoted", pa.int32()),
        ("shared_facts", pa.int32()),
        ("other_shared_facts", pa.int32()),
        ("swapped_facts", pa.int32()),
        ("other_swapped_facts", pa.int32()),
        ("days_apart", pa.int32()),
        ("accepted", pa.bool_()),
        ("reason", pa.string()),
        ("retold", pa.float64()),
    ]
)
RELATIONS = pa.schema(
    [
        ("article_id", pa.string()),
        ("other_id", pa.string()),
        ("relation", pa.string()),
        ("days_apart", pa.int32()),
        ("accepted", pa.bool_()),
        ("reason", pa.string()),
    ]
)
PLACES = pa.schema(
    [
        ("article_id", pa.string()),
        ("cluster_id", pa.string()),
        ("canonical_id", pa.string()),
        ("relation", pa.string()),
        ("jaccard", pa.float64()),
        ("containment", pa.float64()),
        ("novel_words", pa.int32()),
    ]
)
DIGESTS = pa.schema([("article_id", pa.string()), ("other_id", pa.string()), ("digest_id", pa.string())])
OVERRULED = pa.schema(
    [
        ("article_id", pa.string()),
        ("other_id", pa.string()),
        ("override_kind", pa.string()),
        ("override_reason", pa.string()),
    ]
)
CHANGES = pa.schema(
    [
        ("cluster_id", pa.string()),
        ("canonical_id", pa.string()),
        ("previous_id", pa.string()),
        ("reason", pa.string()),
    ]
)
