"""What the published tables hold on one article, and on two."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import pyarrow as pa

from copydesk.storage.database import Database
from copydesk.storage.errors import CopydeskError

Record = TypeVar("Record")
LISTED = 10


class NoSuchArticleError(CopydeskError):
    """No article has the id or external id that was asked for."""


class AmbiguousArticleError(CopydeskError):
    """Several articles have the external id, or begin with the prefix, that was asked for."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article, where it came from and where it belongs; the columns of the tables."""

    article_id: str
    external_id: str | None
    source: str
    feed: str
    uri: str
    media_type: str
    encoding: str | None
    replaced: int
    url: str | None
    ingested_at: datetime
    run_id: str
    title: str | None
    title_given: bool
    author: str | None
    origin: str | None
    place: str | None
    language: str | None
    published_at: datetime | None
    published_from: str | None
    published_precision: str | None
    access: str
    words: int
    rules_version: str
    body: str
    cluster_id: str
    canonical_id: str
    relation: str
    jaccard: float | None
    containment: float | None
    novel_words: int
    copies: int
    outlets: int
    canonical_external_id: str | None
    canonical_source: str
    canonical_title: str
    chosen_because: str | None


@dataclass(frozen=True, slots=True)
class RemovedSpan:
    """A cut or repair; `line` is where it begins in the raw text, from 1."""

    start: int
    stop: int
    line: int
    kind: str
    rule: str
    text: str
    replacement: str


@dataclass(frozen=True, slots=True)
class CreditedName:
    """A name the article credits."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Match:
    """A compared pair, the shorter story first."""

    article_id: str
    other_id: str
    relation: str
    jaccard: float
    containment: float
    other_containment: float
    shared_words: int
    novel_words: int
    other_novel_words: int
    days_apart: int | None
    accepted: bool
    reason: str
    licensed: bool


def find_article(database: Database, key: str) -> str:
    """Return the id of the article that has this id, this external id, or an id that begins so.

    Raises NoSuchArticleError, and AmbiguousArticleError, which lists those that are meant.
    """
    found = database.rows("select_meant_articles", {"key": key, "limit": LISTED + 1})
    if not key or not found:
        raise NoSuchArticleError(
            f"there is no article {key!r}: give an id, its beginning, an external id or a URL"
        )
    if len(found) > 1:
        lines = [f"  {article_id}  {source}: {title}" for article_id, _, source, title in found[:LISTED]]
        more = ["  …"] if len(found) > LISTED else []
        raise AmbiguousArticleError(
            "\n".join([f"{key!r} may be any of these articles; give more of the id:", *lines, *more])
        )
    return str(found[0][0])


def explained_article(database: Database, article_id: str) -> Article:
    """Return an article of the desk."""
    [article] = _records(database, "select_explained_article", {"article_id": article_id}, Article)
    return article


def explained_spans(database: Database, article_id: str) -> list[RemovedSpan]:
    """Return what was cut from an article, in reading order."""
    return _records(database, "select_explained_spans", {"article_id": article_id}, RemovedSpan)


def explained_credits(database: Database, article_id: str) -> list[CreditedName]:
    """Return whom an article credits."""
    return _records(database, "select_explained_credits", {"article_id": article_id}, CreditedName)


def explained_match(database: Database, one: str, other: str) -> Match | None:
    """Return the stored match of two articles, if they were compared."""
    found = _records(database, "select_explained_match", {"one": one, "other": other}, Match)
    return found[0] if found else None


def compared_articles(database: Database, one: str, other: str) -> pa.Table:
    """Return what comparing two articles needs, the shorter story first."""
    return database.arrow("select_compared_articles", {"one": one, "other": other})


def _records(
    database: Database, name: str, parameters: Mapping[str, object], record: type[Record]
) -> list[Record]:
    return [record(**row) for row in database.arrow(name, parameters).to_pylist()]
