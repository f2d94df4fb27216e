"""Documents that people withdrew: what is left of them, and by what they are known again."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from copydesk.storage.database import Database
from copydesk.storage.payloads import whole_payload

BATCH_BYTES = 32_000_000


@dataclass(frozen=True, slots=True)
class Word:
    """Who withdraws documents, when and why."""

    reason: str
    author: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Selection:
    """The documents that are meant: some by id, all of a source, all of a URL."""

    article_ids: Sequence[str] = ()
    source: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What people know a document by."""

    article_id: str
    external_id: str | None
    source: str
    title: str | None
    uri: str
    ingested_at: datetime


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A document that was withdrawn: no text."""

    article_id: str
    source: str
    reason: str
    author: str
    decided_at: datetime


def selected_documents(database: Database, selection: Selection, urls: Sequence[str]) -> list[Document]:
    """Return the documents meant by id or by source, and those that have one of the URLs."""
    named = {"staged_named": _named("article_id", selection.article_ids), "staged_urls": _named("url", urls)}
    with database.showing(named):
        rows = database.arrow("select_withdrawn", {"source": selection.source}).to_pylist()
    return [Document(**row) for row in rows]


def all_urls(database: Database) -> list[str]:
    """Return every URL that a document was given."""
    return [str(url) for (url,) in database.rows("select_urls")]


def find_tombstones(database: Database, key: str) -> list[Tombstone]:
    """Return the withdrawn documents whose id is this or begins so."""
    return [Tombstone(**row) for row in database.arrow("select_tombstones", {"key": key}).to_pylist()]


def known_documents(live: Database) -> pa.Table:
    """Return what withdrawn documents are known by, and those that stay and may be known by the same."""
    return live.arrow("select_known_documents")


def add_tombstones(live: Database, word: Word, marks: Mapping[str, Iterable[str]]) -> None:
    """Write a stone for each of the withdrawn documents, before they go, and the marks it is known by."""
    rows = [(article_id, mark) for article_id, found in marks.items() for mark in sorted(found)]
    columns = [pa.array([row[place] for row in rows], pa.string()) for place in (0, 1)]
    live.execute(
        "insert_tombstones", {"reason": word.reason, "author": word.author, "decided_at": word.decided_at}
    )
    with live.showing({"staged_marks": pa.table(columns, names=["article_id", "mark"])}):
        live.execute("insert_tombstone_marks")


def mark_ids(live: Database, mark: Callable[[str], str]) -> None:
    """Mark the id of each withdrawn document that nothing else is known of."""
    ids = [str(article_id) for (article_id,) in live.rows("select_unmarked_tombstones")]
    add_marks(live, [(article_id, mark(article_id)) for article_id in ids])


def remove_tombstones(live: Database, selection: Selection, mark: str | None) -> list[str]:
    """Let documents come in again: those named, of the source, or known by the mark of a URL."""
    with live.showing({"staged_named": _named("article_id", selection.article_ids)}):
        live.execute("delete_tombstones", {"source": selection.source, "mark": mark})
    return [str(article_id) for (article_id,) in live.rows("select_revived")]


def all_marks(live: Database) -> dict[str, str]:
    """Return every mark that a withdrawn document is known by, with the id of one that is."""
    return {str(mark): str(article_id) for mark, article_id in live.rows("select_tombstone_marks")}


def add_marks(live: Database, marks: Iterable[tuple[str, str]]) -> None:
    """Add marks, each after the id of the withdrawn document that it is of."""
    rows = sorted(set(marks))
    columns = [pa.array([row[place] for row in rows], pa.string()) for place in (0, 1)]
    with live.showing({"staged_marks": pa.table(columns, names=["article_id", "mark"])}):
        live.execute("insert_id_marks")


def returned_documents(live: Database) -> list[tuple[Word, list[str]]]:
    """Return the documents that are in the desk though they were withdrawn, with the word on each of them."""
    found: dict[Word, list[str]] = {}
    for row in live.arrow("select_withdrawn_words").to_pylist():
        found.setdefault(Word(row["reason"], row["author"], row["decided_at"]), []).append(row["article_id"])
    return list(found.items())


def forget_decisions(live: Database) -> None:
    """Delete people's decisions on the withdrawn documents, and have what they joined chosen anew."""
    live.execute("delete_decisions")


def forget_clusters(live: Database) -> None:
    """Take the clusters that nobody is left of out of the log of choices."""
    live.execute("delete_ended_clusters")


def payloads(live: Database) -> Iterator[list[tuple[str, bytes]]]:
    """Yield the bytes kept of every refused input, some of them at a time."""
    batch: list[str] = []
    held = 0
    for reject_id, size in live.rows("select_reject_sizes"):
        batch.append(str(reject_id))
        held += int(str(size))
        if held > BATCH_BYTES:
            yield _payloads(live, batch)
            batch, held = [], 0
    if batch:
        yield _payloads(live, batch)


def empty_rejects(live: Database, reject_ids: Sequence[str]) -> None:
    """Take the bytes out of refused inputs."""
    with live.showing({"staged_named": _named("reject_id", reject_ids)}):
        live.execute("update_emptied_rejects")


def _payloads(live: Database, reject_ids: Sequence[str]) -> list[tuple[str, bytes]]:
    with live.showing({"staged_named": _named("reject_id", reject_ids)}):
        rows = live.arrow("select_payloads").to_pylist()
    return [(row["reject_id"], whole_payload(live, row["payload"], row["payload_file"])) for row in rows]


def _named(column: str, ids: Sequence[str]) -> pa.Table:
    return pa.table({column: pa.array(ids, pa.string())})
