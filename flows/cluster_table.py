"""Clusters that change, for people."""

from collections.abc import Sequence

from copydesk.storage.clusters import ClusterChange

HEAD = ("cluster", "canonical before", "canonical after", "copies before", "after")
NONE = "-"


def cluster_table(changes: Sequence[ClusterChange]) -> str:
    """Return a table with a line for each cluster that changes."""
    if not changes:
        return "no cluster changes"
    rows = [HEAD, *(_row(change) for change in changes)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _row(change: ClusterChange) -> tuple[str, ...]:
    return (
        change.cluster_id,
        change.canonical_before or NONE,
        change.canonical_after or NONE,
        str(change.copies_before),
        str(change.copies_after),
    )
