"""Which URLs were asked for, and what came of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from datetime import datetime

import pyarrow as pa

from copydesk.storage import staging
from copydesk.storage.database import Database
from copydesk.storage.records import Listed, UrlAsked

_PAGES_AT_ONCE = 500
_LISTED = [field.name for field in fields(Listed)]


def known_urls(live: Database, urls: Sequence[str]) -> dict[str, UrlAsked]:
    """Return what is remembered of these URLs."""
    if not urls:
        return {}
    with live.showing({"staged_wanted": pa.table({"url": pa.array(sorted(set(urls)), pa.string())})}):
        return {known.url: known for known in _records(live.arrow("select_asked_urls"))}


def due_urls(live: Database, feed: str, now: datetime) -> list[UrlAsked]:
    """Return the pages of a source that are to be asked for again by now, the longest due first."""
    return list(_records(live.arrow("select_due_urls", {"feed": feed, "now": now})))


def url_columns(asked: Sequence[UrlAsked]) -> pa.Table:
    """Return what was asked, as columns; of a URL that was asked twice the later answer counts."""
    latest = {url.url: _row(url) for url in asked}
    return pa.Table.from_pylist(list(latest.values()), staging.URLS)


def remember_urls(live: Database, asked: pa.Table, run_id: str) -> None:
    """Remember what was asked, in place of what was known of it.

    This belongs into the transaction of the documents that came: after a crash the rest is asked for again.
    """
    if len(asked):
        with live.showing({"staged_urls": asked}):
            live.execute("replace_asked_urls", {"run_id": run_id})


def pages_of_withdrawn(live: Database, article_ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the HTML that is kept of documents, each after its id."""
    for start in range(0, len(article_ids), _PAGES_AT_ONCE):
        some = pa.array(article_ids[start : start + _PAGES_AT_ONCE], pa.string())
        with live.showing({"staged_named": pa.table({"article_id": some})}):
            rows = live.arrow("select_withdrawn_pages").to_pylist()
        yield from ((row["article_id"], row["html"]) for row in rows)


def asked_of_withdrawn(live: Database, digests: Iterable[str]) -> list[tuple[str, str | None]]:
    """Return pages that were asked for at the hosts of the withdrawn, or that held bytes of these digests.

    Each URL stands before the digest of what it held.
    """
    with live.showing({"staged_digests": pa.table({"digest": pa.array(digests, pa.string())})}):
        rows = live.arrow("select_asked_of_withdrawn").to_pylist()
    return [(row["url"], row["digest"]) for row in rows]


def forget_urls(live: Database, urls: Sequence[str]) -> None:
    """Delete what is remembered of URLs, and the refusals of what they held."""
    with live.showing({"staged_urls": pa.table({"url": pa.array(urls, pa.string())})}):
        live.execute("delete_asked_urls")


def _row(url: UrlAsked) -> dict[str, object]:
    row = asdict(url)
    listed = row.pop("listed")
    return {**row, **(listed or dict.fromkeys(_LISTED))}


def _records(table: pa.Table) -> Iterable[UrlAsked]:
    for row in table.to_pylist():
        listed = Listed(**{name: row.pop(name) for name in _LISTED})
        yield UrlAsked(**row, listed=listed)
