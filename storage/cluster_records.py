"""What a page shows of clusters: their articles, what two of these have in common, and their texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Cluster:
    """One cluster."""

    cluster_id: str
    canonical_id: str
    copies: int
    outlets: int


@dataclass(frozen=True, slots=True)
class Copy:
    """An article of a cluster; `appeared` counts them by `at`, and `dated` says what that is."""

    cluster_id: str
    appeared: int
    article_id: str
    external_id: str | None
    source: str
    url: str | None
    title: str | None
    opening: str
    language: str | None
    at: datetime
    dated: str
    published_precision: str | None
    words: int
    access: str
    relation: str
    jaccard: float | None
    containment: float | None
    novel_words: int


@dataclass(frozen=True, slots=True)
class MergedPair:
    """A copy and its canonical article; the figures are those of `shorter_id`, the shorter of the two."""

    cluster_id: str
    copy_id: str
    canonical_id: str
    shorter_id: str
    relation: str
    jaccard: float
    containment: float
    other_containment: float
    shared_words: int
    days_apart: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Cut:
    """What was taken out of a text, or repaired in it."""

    start: int
    stop: int
    kind: str
    rule: str
    replacement: str


@dataclass(frozen=True, slots=True)
class RawText:
    """An article with the beginning of its text as it came, how long that is, and its cuts."""

    article_id: str
    external_id: str | None
    source: str
    title: str | None
    url: str | None
    language: str | None
    at: datetime
    dated: str
    published_precision: str | None
    words: int
    access: str
    text: str
    characters: int
    cuts: Sequence[Cut]
