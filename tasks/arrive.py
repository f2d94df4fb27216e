"""Which documents of a window are new to the desk, and what known ones bring that it did not know."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from itertools import groupby
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from copydesk.storage import arrivals, staging
from copydesk.storage.database import Database
from copydesk.storage.prepared import Prepared, concatenate
from copydesk.storage.records import RawDocument
from copydesk.storage.runs import Tally
from copydesk.tasks.prepare import document_columns, prepare_documents
from copydesk.tasks.recipe import Recipe
from copydesk.tasks.withhold import withhold

DATE = ("published_at", "published_precision", "published_from")
DERIVED_FROM = ("external_id", "url", "title", "author", "publisher", "language", "captured_at")
PROVENANCE = ("feed", "uri", "media_type", "extra", "encoding", "replaced", "original")


@dataclass(frozen=True, slots=True)
class Arrivals:
    """A window sorted.

    `fresh` are documents new to the desk; `revised` the metadata of known ones that learned something;
    `rewritten` those of them whose article may change by it.
    """

    fresh: Prepared
    revised: pa.Table
    rewritten: Prepared
    first_seen_at: Mapping[str, datetime]
    tally: Tally


def receive(live: Database, prepared: Prepared, recipe: Recipe) -> Arrivals:
    """Sort a prepared window against itself and against what the desk holds."""
    allowed = withhold(live, prepared)
    distinct = _merge_repeated(allowed, recipe)
    known = arrivals.known_ids(live, distinct)
    differing = arrivals.differing_documents(live, distinct).to_pylist() if known else []
    stored = {row.pop("article_id"): row for row in differing}
    revised, again = _revise(stored, dict(_documents(distinct, stored)))
    return Arrivals(
        fresh=distinct.without(known),
        revised=document_columns(revised.items()),
        rewritten=prepare_documents(again, recipe),
        first_seen_at={article_id: row["ingested_at"] for article_id, row in stored.items()},
        tally=Tally(
            new=len(distinct) - len(known),
            revised=len(revised),
            unchanged=len(allowed) - len(distinct) + len(known) - len(revised),
            withheld=len(prepared) - len(allowed),
        ),
    )


def merge(one: RawDocument, other: RawDocument) -> RawDocument:
    """Return one record of a document that came twice: the earliest date, else the smallest value.

    The order in which the two came makes no difference.
    """
    merged: dict[str, Any] = {
        name: min(_present(getattr(document, name) for document in (one, other)), default=None)
        for name in (*DERIVED_FROM, *PROVENANCE)
    }
    dated = [document for document in (one, other) if document.published_at]
    earliest = min(dated, key=_date_order, default=one)
    return replace(one, **merged, **{name: getattr(earliest, name) for name in DATE})


def _present(values: Iterable[Any]) -> list[Any]:
    return [value for value in values if value is not None]


def _date_order(document: RawDocument) -> tuple[str, ...]:
    return tuple(str(getattr(document, name)) for name in DATE)


def _merge_repeated(prepared: Prepared, recipe: Recipe) -> Prepared:
    """Return the window with every document in it once."""
    repeated = {article_id for article_id, times in Counter(prepared.ids()).items() if times > 1}
    if not repeated:
        return prepared
    copies = sorted(_documents(prepared, repeated), key=lambda item: item[0])
    merged = [
        reduce(merge, (document for _, document in group))
        for _, group in groupby(copies, lambda item: item[0])
    ]
    again = prepare_documents(merged, recipe).with_pages(_one_page_each(prepared.tables["pages"], repeated))
    return concatenate([prepared.without(repeated), again])


def _one_page_each(pages: pa.Table, article_ids: set[str]) -> pa.Table:
    """Return the smallest page of each of the articles that came as pages."""
    rows = zip(pages["article_id"].to_pylist(), pages["html"].to_pylist(), strict=True)
    smallest = dict(sorted((row for row in rows if row[0] in article_ids), reverse=True))
    return pa.table([list(smallest), list(smallest.values())], schema=staging.PAGES)


def _documents(prepared: Prepared, article_ids: Iterable[str]) -> Iterable[tuple[str, RawDocument]]:
    """Return some of the window's raw documents, by id."""
    table = prepared.tables["documents"]
    wanted = table.filter(pc.is_in(table["article_id"], pa.array(sorted(article_ids), pa.string())))
    return [(row.pop("article_id"), RawDocument(**row)) for row in wanted.to_pylist()]


def _revise(
    stored: Mapping[str, Mapping[str, Any]], arrived: Mapping[str, RawDocument]
) -> tuple[dict[str, RawDocument], list[RawDocument]]:
    """Return the documents that learned something, and those of them to be prepared again."""
    revised: dict[str, RawDocument] = {}
    again: list[RawDocument] = []
    for article_id, row in stored.items():
        before = replace(
            arrived[article_id], **{name: row[name] for name in (*DERIVED_FROM, *PROVENANCE, *DATE)}
        )
        after = merge(before, arrived[article_id])
        if after != before:
            revised[article_id] = after
        if any(getattr(after, name) != getattr(before, name) for name in (*DERIVED_FROM, *DATE)):
            again.append(after)
    return revised, again
