"""The copies and excerpts of articles that are to be withdrawn."""

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa

from copydesk.storage import carriers
from copydesk.storage.carriers import Carrier
from copydesk.storage.database import Database
from copydesk.tasks.match import compare_articles
from copydesk.tasks.text.thresholds import Thresholds

COPIES = ("exact", "dup", "version", "excerpt")
# A form filled in twice is no copy, and yet carries most of the other.
COPY_SHARE = 0.5


def find_carriers(published: Database, article_ids: Sequence[str], thresholds: Thresholds) -> list[Carrier]:
    """Return each article that stays and carries passages of these, by the one it carries most of.

    Copies and excerpts come first, of each kind those with most words.
    """
    found = carriers.compared_carriers(published, article_ids)
    articles, pairs = carriers.uncompared_mates(published, article_ids)
    for portion in pairs:
        found += _compared(articles, portion, thresholds)
    best: dict[str, Carrier] = {}
    for carrier in sorted(found, key=_order):
        best.setdefault(carrier.article_id, carrier)
    return list(best.values())


def is_copy(carrier: Carrier) -> bool:
    """Tell whether an article is a copy or an excerpt of the withdrawn one, or carries half of it."""
    return carrier.relation in COPIES or carrier.share >= COPY_SHARE


def _order(carrier: Carrier) -> tuple[bool, int, str, str]:
    return (not is_copy(carrier), -carrier.shared_words, carrier.article_id, carrier.withdrawn_id)


def _compared(articles: pa.Table, pairs: pa.Table, thresholds: Thresholds) -> Iterator[Carrier]:
    place = {article_id: row for row, article_id in enumerate(articles["article_id"].to_pylist())}
    ends = [
        [place[article_id] for article_id in pairs[name].to_pylist()]
        for name in ("withdrawn_id", "article_id")
    ]
    # The shorter story stands first, and the articles come in that order.
    compared = compare_articles(articles, np.sort(np.array(ends).T, axis=1), thresholds).to_pylist()
    told = articles.select(["article_id", "external_id", "source", "title"]).to_pylist()
    for withdrawn, stays, figures in zip(*ends, compared, strict=True):
        if not figures["shared_words"]:
            continue
        yield Carrier(
            **told[stays],
            withdrawn_id=told[withdrawn]["article_id"],
            relation=figures["relation"],
            shared_words=figures["shared_words"],
            share=figures["containment" if withdrawn < stays else "other_containment"],
        )
