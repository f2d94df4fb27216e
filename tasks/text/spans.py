"""What cleaning says of a text: the spans it takes out, and what they tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple


class Span(NamedTuple):
    """One cut or repair: zero-based code points of the raw text, `stop` exclusive."""

    start: int
    stop: int
    kind: str
    rule: str
    replacement: str = ""


class Credit(NamedTuple):
    """A name the text credits; `role` is author, agency, via or publisher."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Given:
    """What came with a text and not in it; cleaning lets it stand before what the text says."""

    title: str | None = None
    author: str | None = None
    language: str | None = None
    published_at: datetime | None = None
    place: str | None = None
    furniture: Mapping[str, str] = field(default_factory=dict)
    """Lines a person called furniture of this source: masked by `mask_line`, each with its kind."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned text.

    `body` is the raw text with every span replaced, up to white space. Times are UTC and naive.
    `published_from` is document or text; `published_precision` is second, minute, day, month or year.
    """

    body: str
    spans: tuple[Span, ...]
    title: str | None = None
    author: str | None = None
    credits: tuple[Credit, ...] = ()
    origin: str | None = None
    place: str | None = None
    language: str | None = None
    access: str = "full"
    published_at: datetime | None = None
    published_from: str | None = None
    published_precision: str | None = None
    modified_at: datetime | None = None
