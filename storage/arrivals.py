"""Documents that arrive: which the desk holds already, and what came with them that it did not know."""

from datetime import datetime

import pyarrow as pa

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


def withdraw_derived(live: Database, revised: pa.Table) -> None:
    """Delete everything derived from the revised documents, and mark whom they touched."""
    with live.showing({"revised": revised}):
        live.execute("delete_revised_articles")


def add_documents(live: Database, fresh: Prepared, run_id: str, now: datetime) -> None:
    """Write the raw documents of a window."""
    with live.showing({"staged_documents": fresh.tables["documents"]}):
        live.execute("insert_documents", {"run_id": run_id, "now": now})


def update_documents(live: Database, revised: Prepared) -> None:
    """Write the merged metadata of documents the desk holds."""
    with live.showing({"staged_documents": revised.tables["documents"]}):
        live.execute("update_documents")
