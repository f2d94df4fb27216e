"""Documents that arrive: which the desk holds already, and what came with them that it did not know."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

import pyarrow as pa

from copydesk.storage import staging
from copydesk.storage.database import Database
from copydesk.storage.prepared import Prepared


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


@contextmanager
def showing_staged(
    live: Database, staged: Prepared, first_seen_at: Mapping[str, datetime], now: datetime
) -> Iterator[None]:
    """Show what was derived from a window's documents to the statements within.

    Articles not in `first_seen_at` are seen for the first time.
    """
    seen = [first_seen_at.get(article_id, now) for article_id in staged.ids()]
    articles = staged.tables["articles"].append_column("first_seen_at", pa.array(seen, staging.TIME))
    with live.showing(
        {f"staged_{name}": table for name, table in {**staged.tables, "articles": articles}.items()}
    ):
        yield


def add_derived(live: Database) -> None:
    """Write spans, credits and index rows of the staged articles, in place of those they had before.

    The articles themselves follow when their place is chosen.
    """
    for name in ("create_touched", "delete_rewritten", "insert_derived"):
        live.execute(name)
