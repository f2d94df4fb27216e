"""What must hold in every desk at any time, checked with queries that yield what breaks it."""

from collections import defaultdict
from pathlib import Path

import duckdb

from copydesk.storage.desk import Desk
from tests.desks import Tables, read

# Which column points at which. Published tables first; the last of them stand in the live file alone.
REFERENCES = [
    ("articles.article_id", "raw_documents.article_id"),
    ("raw_documents.article_id", "articles.article_id"),
    ("articles.canonical_id", "articles.article_id"),
    ("articles.cluster_id", "clusters.cluster_id"),
    ("clusters.cluster_id", "articles.cluster_id"),
    ("clusters.canonical_id", "articles.article_id"),
    ("removed_spans.article_id", "articles.article_id"),
    ("credits.article_id", "articles.article_id"),
    ("comparisons.article_id", "articles.article_id"),
    ("comparisons.other_id", "articles.article_id"),
    ("comparisons.digest_id", "articles.article_id"),
    ("canonical_changes.canonical_id", "articles.article_id"),
    ("canonical_changes.previous_id", "articles.article_id"),
    ("raw_documents.feed", "sources.name"),
    ("raw_documents.run_id", "runs.run_id"),
    ("articles.run_id", "runs.run_id"),
    ("comparisons.run_id", "runs.run_id"),
    ("rejects.run_id", "runs.run_id"),
    ("canonical_changes.run_id", "runs.run_id"),
]
INDEX_REFERENCES = [
    ("fingerprints.article_id", "articles.article_id"),
    ("articles.article_id", "fingerprints.article_id"),
    ("bands.article_key", "fingerprints.article_key"),
    ("samples.article_key", "fingerprints.article_key"),
    ("hot_rows.article_key", "fingerprints.article_key"),
    ("pages.article_id", "raw_documents.article_id"),
]
KEYS = {
    "raw_documents": "article_id",
    "articles": "article_id",
    "clusters": "cluster_id",
    "removed_spans": "article_id, start",
    "credits": "article_id, name, role",
    "comparisons": "least(article_id, other_id), greatest(article_id, other_id)",
    "rejects": "reject_id",
    "runs": "run_id",
    "tombstones": "article_id",
    "sources": "name",
}
INDEX_KEYS = {
    "fingerprints": "article_id",
    "bands": "band_key, article_key",
    "samples": "shingle, article_key",
    "hot_rows": "lane, row_key, article_key",
    "pages": "article_id",
}
BROKEN = {
    "a canonical article is of the cluster that names it": """
        from articles a join clusters c using (cluster_id)
        where a.canonical_id <> c.canonical_id
            or (a.relation = 'canonical') <> (a.article_id = a.canonical_id)""",
    "an article that is not canonical has an accepted match with its canonical one, and its figures": """
        from articles a
        left join matches m on least(m.article_id, m.other_id) = least(a.article_id, a.canonical_id)
            and greatest(m.article_id, m.other_id) = greatest(a.article_id, a.canonical_id)
        where a.relation <> 'canonical' and (
            not coalesce(m.accepted and m.licensed, false)
            or a.relation <> m.relation
            or a.jaccard is distinct from m.jaccard
            or a.containment
                is distinct from if(m.article_id = a.article_id, m.containment, m.other_containment)
            or a.novel_words <> if(m.article_id = a.article_id, m.novel_words, m.other_novel_words))""",
    "a canonical article has no figures": """
        from articles where relation = 'canonical'
            and (jaccard is not null or containment is not null or novel_words <> 0)""",
    "two canonical articles are never matched": """
        from matches m join articles a using (article_id) join articles o on o.article_id = m.other_id
        where m.accepted and m.licensed
            and a.relation = 'canonical' and o.relation = 'canonical'""",
    "the shorter story of a match stands first": """
        from matches m join articles a using (article_id) join articles o on o.article_id = m.other_id
        where (a.words, a.article_id) >= (o.words, o.article_id)""",
    "copies and outlets are what a recount gives": """
        from clusters c join (
            select cluster_id, count(*) as copies, count(distinct source) as outlets
            from articles
            group by all
        ) r using (cluster_id) where c.copies <> r.copies or c.outlets <> r.outlets""",
    "a cluster that is no more says what it was merged into": """
        from canonical_changes c anti join clusters using (cluster_id)
        anti join (from canonical_changes where reason like 'merged into cluster %') m using (cluster_id)""",
    "an article has what was given with its document": """
        from articles a join raw_documents d using (article_id)
        where (a.source, a.external_id, a.url, a.captured_at)
                is distinct from (d.source, d.external_id, d.url, d.captured_at)
            or coalesce(a.title, '') <> coalesce(d.title, a.title, '') or a.published_at > d.published_at""",
    "a run that ended tells when": """
        from runs where (state in ('Completed', 'Failed')) <> (finished_at is not null)""",
}
INDEX_BROKEN = {
    "an article's key is the beginning of its id": """
        from fingerprints where article_key <> ('0x' || article_id[:16])::ubigint""",
    "a text has as many bands as the plan says, and one when it is too short for a shingle": """
        from fingerprints f
        left join (select article_key, count(*) as bands from bands group by all) using (article_key)
        where coalesce(bands, 0) <> if(shingles > 0, (select (plan->>'bands')::int from index_plan), 1)""",
    "everything is published": "from pending_changes",
}


def assert_sound(desk: Desk) -> None:
    """Check both files of a desk that is published."""
    _assert_holds(desk.published, REFERENCES, KEYS, BROKEN)
    _assert_holds(
        desk.live, REFERENCES + INDEX_REFERENCES, {**KEYS, **INDEX_KEYS}, {**BROKEN, **INDEX_BROKEN}
    )
    live, published = read(desk.live), read(desk.published)
    assert {name: live[name] for name in published} == published
    assert_ledger_adds_up(live)


def _assert_holds(
    file: Path, references: list[tuple[str, str]], keys: dict[str, str], broken: dict[str, str]
) -> None:
    with duckdb.connect(str(file), read_only=True) as connection:
        for source, target in references:
            table, column = source.split(".")
            known = f"select {target} from {target.split('.')[0]}"
            lost = f"from {table} where {column} is not null and {column} not in ({known})"
            assert not _rows(connection, lost), f"{source} points at a missing {target}"
        for table, key in keys.items():
            assert not _rows(connection, f"select {key} from {table} group by all having count(*) > 1"), table
        for rule, query in broken.items():
            assert not _rows(connection, query), rule


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[object, ...]]:
    return connection.execute(query).fetchall()


def assert_ledger_adds_up(tables: Tables) -> None:
    """Every body is its raw text with each span replaced, up to white space, and no two spans overlap."""
    bodies = {row["article_id"]: row["body"] for row in tables["articles"]}
    spans = defaultdict(list)
    for row in tables["removed_spans"]:
        spans[row["article_id"]].append((row["start"], row["stop"], row["text"], row["replacement"]))
    for row in tables["raw_documents"]:
        text, pieces, position = row["text"], [], 0
        for start, stop, removed, replacement in sorted(spans[row["article_id"]]):
            assert position <= start < stop
            assert text[start:stop] == removed
            pieces += [text[position:start], replacement]
            position = stop
        pieces.append(text[position:])
        assert _squeezed("".join(pieces)) == _squeezed(bodies[row["article_id"]])


def _squeezed(text: str) -> str:
    return "".join(text.split())
