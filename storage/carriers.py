"""Articles that carry passages of others: the copies and excerpts that stay when one is withdrawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from copydesk.storage.database import Database

PAIRS_AT_ONCE = 50_000


@dataclass(frozen=True, slots=True)
class Carrier:
    """An article that stays, and what of a withdrawn one stands in it: so many words, such a share."""

    article_id: str
    external_id: str | None
    source: str
    title: str | None
    withdrawn_id: str
    relation: str
    shared_words: int
    share: float


def compared_carriers(published: Database, article_ids: Sequence[str]) -> list[Carrier]:
    """Return what stored comparisons tell of articles that carry passages of these."""
    with published.showing({"staged_named": _named(article_ids)}):
        return [Carrier(**row) for row in published.arrow("select_compared_carriers").to_pylist()]


def uncompared_mates(published: Database, article_ids: Sequence[str]) -> tuple[pa.Table, Iterator[pa.Table]]:
    """Return the articles of clusters of which these are, and the pairs with them that nobody has compared.

    A pair is (`withdrawn_id`, `article_id`).
    """
    with published.showing({"staged_named": _named(article_ids)}):
        published.execute("create_uncompared_mates")
    return published.arrow("select_mates"), _pairs(published)


def _pairs(published: Database) -> Iterator[pa.Table]:
    start = 0
    while len(pairs := published.arrow("select_mate_pairs", {"start": start, "count": PAIRS_AT_ONCE})):
        yield pairs
        start += PAIRS_AT_ONCE


def _named(article_ids: Sequence[str]) -> pa.Table:
    return pa.table({"article_id": pa.array(article_ids, pa.string())})
