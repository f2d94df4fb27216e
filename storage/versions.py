"""The texts that one URL held over time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from copydesk.storage.database import Database

LINKS = pa.schema(
    [
        ("article_id", pa.string()),
        ("previous_id", pa.string()),
        ("version", pa.int32()),
        ("change", pa.string()),
        ("words_added", pa.int32()),
        ("words_removed", pa.int32()),
    ]
)


def states_to_link(live: Database, lookback: int) -> pa.Table:
    """Enter the staged articles under their URLs, and return the texts of those that this changes.

    They come by URL and time; those that are not `is_open` only stand before one that is to be linked.
    """
    live.execute("create_version_pages")
    return live.arrow("select_version_states", {"lookback": lookback})


def add_links(live: Database, links: Sequence[Mapping[str, object]]) -> None:
    """Write which text each one continues, and what change that is."""
    with live.showing({"staged_links": pa.Table.from_pylist(list(links), LINKS)}):
        live.execute("update_versions")


@dataclass(frozen=True, slots=True)
class Version:
    """A text that a URL held, and what it is to the one before it; `words_added` is None if not compared."""

    page: int
    article_id: str
    external_id: str | None
    source: str
    url: str
    title: str | None
    dated: datetime
    first_seen_at: datetime
    words: int
    access: str
    relation: str
    body: str
    version: int
    previous_id: str | None
    change: str
    words_added: int | None
    words_removed: int | None


def articles_at(published: Database, urls: Sequence[str]) -> list[str]:
    """Return the articles that were given one of the URLs."""
    with published.showing({"staged_urls": pa.table({"url": pa.array(urls, pa.string())})}):
        return [str(article_id) for (article_id,) in published.rows("select_url_articles")]


def versions_beside(published: Database, article_ids: Sequence[str]) -> list[Version]:
    """Return all texts of the URLs of these articles, the earliest first."""
    with published.showing({"staged_named": pa.table({"article_id": pa.array(article_ids, pa.string())})}):
        return [Version(**row) for row in published.arrow("select_page_versions").to_pylist()]
