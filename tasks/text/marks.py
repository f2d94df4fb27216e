"""Marks by which a document is known again that nothing may be kept of: hashes, and no text."""

import unicodedata
from dataclasses import dataclass

from copydesk.tasks.text.identity import canonical_url, digest, identity_key


@dataclass(frozen=True, slots=True)
class Known:
    """What a document is known by; `text_hash` is that of its story's words, as the index has it."""

    article_id: str
    source: str
    external_id: str | None
    url: str | None
    text: str
    text_hash: int


def marks_of(known: Known) -> frozenset[str]:
    """Return the marks of a document: one each for its id, its place in its source, its URL and its text.

    The text has two, as it came and as a story: the first outlasts a change of the cleaning rules, the
    second other furniture around the same story. Case, width and white space make no difference.

    >>> one = Known("a1", "Harbour Post", None, "https://harbour.example/ferry?utm_source=x", "It sank.", 7)
    >>> other = Known("b2", "The Baths", None, "https://Harbour.example/ferry", "It  SANK.", 8)
    >>> len(marks_of(one)), len(marks_of(one) & marks_of(other))
    (5, 2)
    """
    key = identity_key(known.external_id, known.url)
    marks = {
        id_mark(known.article_id),
        digest("text", _plain(known.text)),
        digest("story", str(known.text_hash)),
    }
    if key:
        marks.add(digest("place", known.source, key))
    if known.url:
        marks.add(url_mark(known.url))
    return frozenset(marks)


def id_mark(article_id: str) -> str:
    """Return the mark of an id."""
    return digest("id", article_id)


def url_mark(url: str) -> str:
    """Return the mark of a URL."""
    return digest("url", canonical_url(url))


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
