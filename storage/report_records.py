"""What a report tells, row by row; times are UTC."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Listed(Generic[Record]):
    """The first rows of a list, and of how many."""

    rows: Sequence[Record]
    among: int


@dataclass(frozen=True, slots=True)
class Totals:
    """What came in, in figures."""

    articles: int
    canonical: int
    outlets: int
    partial: int
    undated: int
    words: int
    first_seen_at: datetime | None
    last_seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class Dates:
    """Between which dates what a chart tells of lies, and how many articles it leaves out."""

    first: datetime | None
    last: datetime | None
    outside: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """Articles of one outlet in one stretch of time; `source` is None for all the smaller ones."""

    at: datetime
    source: str | None
    articles: int


@dataclass(frozen=True, slots=True)
class Published:
    """Articles published in one stretch of time."""

    at: datetime
    alone: int
    chosen: int
    copies: int


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet; `reprinted` are its canonical articles that other outlets copied."""

    source: str
    articles: int
    canonical: int
    reprinted: int
    partial: int
    median_words: int


@dataclass(frozen=True, slots=True)
class Relation:
    """Copies of one relation, and what they have in common with their canonical articles on average."""

    relation: str
    articles: int
    containment: float
    novel_words: float


@dataclass(frozen=True, slots=True)
class Removed:
    """What was cut of one kind."""

    kind: str
    pieces: int
    articles: int
    characters: int


@dataclass(frozen=True, slots=True)
class Change:
    """A cluster's change of its canonical article; titles are None where the article has left the desk."""

    cluster_id: str
    canonical_id: str
    previous_id: str
    reason: str
    decided_at: datetime
    canonical_title: str | None
    canonical_source: str | None
    canonical_language: str | None
    previous_title: str | None
    previous_source: str | None
    previous_language: str | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided: merge, split or pin of articles; furniture or story of a line."""

    kind: str
    article_id: str | None
    other_id: str | None
    line: str | None
    source: str | None
    author: str
    reason: str
    decided_at: datetime
    title: str | None
    language: str | None
    article_source: str | None
    other_title: str | None
    other_language: str | None
    other_source: str | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Inputs refused for one reason, and where one of them lies."""

    reason: str
    stage: str
    inputs: int
    retriable: bool
    source: str
    uri: str
    location: str | None


@dataclass(frozen=True, slots=True)
class RunDone:
    """One run."""

    run_id: str
    started_at: datetime
    finished_at: datetime | None
    state: str
    read: int
    new: int
    unchanged: int
    rejected: int
    canonical: int
    reused: int
