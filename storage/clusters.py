"""The graph of accepted matches, and each article's place in a cluster."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from copydesk.storage.database import Database


@dataclass(frozen=True, slots=True)
class ClusterChange:
    """A cluster before and after; without a canonical article it was not yet, or is no more."""

    cluster_id: str
    canonical_before: str | None
    canonical_after: str | None
    copies_before: int
    copies_after: int


def remember_clusters(live: Database) -> None:
    """Keep the clusters as they stand, for `cluster_changes`."""
    live.execute("create_clusters_before")


def cluster_changes(live: Database) -> list[ClusterChange]:
    """Return what has changed since the clusters were remembered, the largest first."""
    return [ClusterChange(**row) for row in live.arrow("select_cluster_changes").to_pylist()]


def portions_of_touched(live: Database, count: int) -> Iterator[int]:
    """Leave about `count` of the touched articles touched at a time, until the pieces of all are chosen.

    Yields how many they are.
    """
    live.execute("create_remaining")
    while True:
        live.execute("create_portion", {"count": count})
        [(touched,)] = live.rows("count_touched")
        if not touched:
            return
        yield int(str(touched))


def find_pieces(live: Database) -> tuple[pa.Table, pa.Table]:
    """Return the articles of every piece of the graph that holds a touched one, and its edges.

    An edge is (`first`, `second`), positions among the articles, with the figures of its match.
    """
    live.execute("create_reached")
    while live.rows("count_frontier") != [(0,)]:
        live.execute("extend_reached")
    live.execute("create_pieces")
    return live.arrow("select_piece_articles"), live.arrow("select_piece_edges")


def mark_digests(live: Database, edges: pa.Table) -> None:
    """Note on each edge which of its articles, if one, is a digest that holds the other."""
    with live.showing({"staged_digests": edges}):
        live.execute("update_digests")


def add_places(live: Database, places: pa.Table, run_id: str) -> None:
    """Write the staged articles at their places, move those whose place changed, count their clusters."""
    with live.showing({"staged_places": places}):
        live.execute("insert_articles", {"run_id": run_id})
        live.execute("update_places")
        live.execute("update_clusters")


def add_changes(live: Database, changes: pa.Table, run_id: str, now: datetime) -> None:
    """Record canonical articles chosen or changed."""
    with live.showing({"staged_changes": changes}):
        live.execute("insert_canonical_changes", {"run_id": run_id, "now": now})
    live.execute("insert_pending_changes", {"run_id": run_id})
