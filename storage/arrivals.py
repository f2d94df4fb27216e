"""Documents that arrive: which the desk holds already, and what came with them that it did not know."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from copydesk.storage import staging
from copydesk.storage.database import Database
from copydesk.storage.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Staged:
    """What a transaction writes: prepared documents, and the ids of those that leave the desk.

    `first_seen_at` tells of documents the desk holds already when they came; the others are new.
    """

    prepared: Prepared
    first_seen_at: Mapping[str, datetime]
    withdrawn: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class RulesVersions:
    """Today's cleaning rules: the general version, and (`source`, `rules_version`) where one has its own."""

    general: str
    by_source: pa.Table


def known_ids(live: Database, prepared: Prepared) -> set[str]:
    """Return the ids among the prepared documents that the desk holds already."""
    with live.showing({"staged_documents": prepared.tables["documents"]}):
        return {str(article_id) for (article_id,) in live.rows("select_known_ids")}


def differing_documents(live: Database, prepared: Prepared) -> pa.Table:
    """Return the stored metadata of known documents that came with other metadata this time."""
    with live.showing({"staged_documents": prepared.tables["documents"]}):
        return live.arrow("select_differing_documents")


def add_documents(live: Database, fresh: Prepared, run_id: str, now: datetime) -> None:
    """Write raw documents that are new to the desk."""
    with live.showing({"staged_documents": fresh.tables["documents"]}):
        live.execute("insert_documents", {"run_id": run_id, "now": now})


def update_documents(live: Database, revised: pa.Table) -> None:
    """Write the merged metadata of documents the desk holds."""
    with live.showing({"revised_documents": revised}):
        live.execute("update_documents")


def outdated_documents(live: Database, rules: RulesVersions, limit: int) -> pa.Table:
    """Return up to `limit` documents whose articles were cleaned by other rules than today's."""
    with live.showing({"staged_versions": rules.by_source}):
        return live.arrow("select_outdated_documents", {"rules_version": rules.general, "limit": limit})


def count_outdated(live: Database, rules: RulesVersions) -> int:
    """Return how many articles were cleaned by other rules than today's."""
    with live.showing({"staged_versions": rules.by_source}):
        [(count,)] = live.rows("count_outdated_documents", {"rules_version": rules.general})
    return int(str(count))


@contextmanager
def showing_staged(live: Database, staged: Staged, now: datetime) -> Iterator[None]:
    """Show what was derived from a window's documents to the statements within."""
    seen = [staged.first_seen_at.get(article_id, now) for article_id in staged.prepared.ids()]
    articles = staged.prepared.tables["articles"].append_column("first_seen_at", pa.array(seen, staging.TIME))
    tables = {f"staged_{name}": table for name, table in staged.prepared.tables.items()}
    withdrawn = pa.table({"article_id": pa.array(staged.withdrawn, pa.string())})
    with live.showing({**tables, "staged_articles": articles, "withdrawn": withdrawn}):
        yield


def add_derived(live: Database, staged: Staged) -> None:
    """Write spans, credits and index rows of the staged articles, in place of those they had before.

    The articles themselves follow when their place is chosen.
    """
    live.execute("create_touched")
    if staged.first_seen_at or staged.withdrawn:
        live.execute("delete_rewritten")
    if staged.withdrawn:
        live.execute("delete_withdrawn")
    live.execute("insert_derived")


def forget_withdrawn(live: Database) -> None:
    """Take the withdrawn articles out of the log of choices, when the others are placed."""
    live.execute("update_withdrawn_changes")
