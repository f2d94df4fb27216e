"""What people decided of articles: merge, split, pin."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import pyarrow as pa

from copydesk.storage import staging
from copydesk.storage.database import Database


@dataclass(frozen=True, slots=True)
class Override:
    """One decision; a pin, and a split of one article from all others, have no `other_id`."""

    kind: str
    article_id: str
    other_id: str | None
    author: str
    reason: str
    decided_at: datetime


def all_overrides(database: Database) -> list[Override]:
    """Return every decision, the earliest first."""
    return _overrides(database, "select_overrides")


def piece_overrides(live: Database) -> list[Override]:
    """Return the decisions on articles of the pieces that are being chosen anew."""
    return _overrides(live, "select_piece_overrides")


def overrides_on(database: Database, article_id: str) -> list[Override]:
    """Return the decisions on an article, the earliest first."""
    found = database.arrow("select_article_overrides", {"article_id": article_id})
    return [Override(**row) for row in found.to_pylist()]


def placed_articles(database: Database) -> dict[str, str]:
    """Return the canonical article of each article in the desk that somebody decided on."""
    return {
        str(article_id): str(canonical_id)
        for article_id, canonical_id in database.rows("select_placed_articles")
    }


def add_override(live: Database, override: Override) -> None:
    """Record a decision, in place of the same one made before."""
    take_back(live, override)
    live.execute("insert_override", asdict(override))


def take_back(live: Database, override: Override) -> None:
    """Delete a decision of this kind on these articles."""
    live.execute("delete_override", asdict(override))


def touch(live: Database, article_ids: Sequence[str]) -> None:
    """Have the pieces of these articles chosen anew, beside those of staged ones."""
    with live.showing({"staged_touched": pa.table({"article_id": pa.array(article_ids, pa.string())})}):
        live.execute("insert_touched")


def touch_rows(live: Database, article_id: str) -> None:
    """Have the index rows of an article looked at anew whose rank changed: a hot one may get another best."""
    live.execute("insert_ranked_rows", {"article_id": article_id})


def find_uncompared(live: Database, pairs: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Return those of the pairs that nobody compared yet, as `find_candidates` does."""
    with live.showing({"staged_pairs": pairs}):
        live.execute("create_uncompared")
    return live.arrow("select_uncompared_articles"), live.arrow("select_uncompared_pairs")


def further_edges(live: Database, pairs: pa.Table) -> pa.Table:
    """Return the comparisons of the pairs as edges of the pieces."""
    with live.showing({"staged_pairs": pairs}):
        return live.arrow("select_further_edges")


def mark_overruled(live: Database, edges: pa.Table) -> None:
    """Note on each edge what people's decisions make of it."""
    with live.showing({"staged_overruled": edges.cast(staging.OVERRULED)}):
        live.execute("update_overruled")


def _overrides(database: Database, name: str) -> list[Override]:
    return [Override(**row) for row in database.arrow(name).to_pylist()]
