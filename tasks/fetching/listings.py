"""What lists pages: feeds, sitemaps, indexes of sitemaps, plain lists of URLs. Told by content, then read."""

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo
from io import BytesIO
from typing import Literal

from copydesk.storage.records import Listed
from copydesk.tasks.reading.origin import Limits
from copydesk.tasks.reading.packing import Unpacked
from copydesk.tasks.reading.streams import ahead
from copydesk.tasks.text.signatures import packing_of
from copydesk.tasks.text.urls import is_web

# An index is a sitemap that names further ones; it is remembered as such.
Kind = Literal["feed", "sitemap", "index", "urls", "page"]

_HEAD_BYTES = 65_536
# What may stand before the root of a document: a declaration, comments, a document type.
_BEFORE_ROOT = re.compile(
    rb"\s+|<\?.{0,2000}?\?>|<!--.{0,20000}?-->|<!DOCTYPE[^>\[]{0,2000}(?:\[.{0,20000}?\]\s*)?>",
    re.DOTALL | re.IGNORECASE,
)
_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?([A-Za-z]{1,20})")
_ROOTS: dict[bytes, Kind] = {
    b"rss": "feed", b"rdf": "feed", b"feed": "feed", b"channel": "feed", b"entry": "feed",
    b"urlset": "sitemap", b"sitemapindex": "sitemap",
}  # fmt: skip
_LEAST_URLS = 2 / 3
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org')


class UnreadableListingError(ValueError):
    """A list that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One page that is listed, or one text that stands in the list itself.

    `changed_at` is when the list says that the page was changed last, `guid` what the list calls it by.
    """

    place: str
    url: str | None
    listed: Listed
    changed_at: datetime | None = None
    html: bytes | None = None
    guid: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list holds: pages, and further lists."""

    kind: Kind
    entries: tuple[Entry, ...]
    further: tuple[Entry, ...] = ()


def kind_of(body: bytes) -> Kind | None:
    r"""Return what the body of an answer is; None for what lists nothing and is no page.

    >>> kind_of(b'<?xml version="1.0"?><!-- made today --><rss version="2.0">')
    'feed'
    >>> kind_of(b"https://harbour.example/a\nhttps://harbour.example/b\n")
    'urls'
    >>> kind_of(b"url\nhttps://harbour.example/a\nhttps://harbour.example/b\n")
    'urls'
    >>> kind_of(b"<!doctype html><title>Harbour</title>")
    'page'
    """
    head = _narrow(body[:_HEAD_BYTES])
    start = 0
    while (before := _BEFORE_ROOT.match(head, start)) is not None:
        start = before.end()
    root = _ROOT.match(head, start)
    if root is not None:
        return _ROOTS.get(root[1].lower(), "page")
    if head[start : start + 1] == b"{":
        return "feed" if _JSON_FEED.search(head) else None
    lines = [line.strip() for line in head.decode("latin-1").splitlines()]
    told = [line for line in lines if line and not line.startswith("#")]
    urls = sum(is_web(line) and len(line.split()) == 1 for line in told)
    # Of a list that people keep by hand some lines are no URLs: they are refused, and the others asked for.
    return "urls" if urls and urls >= _LEAST_URLS * len(told) else None


def unpacked(body: bytes, most_bytes: int) -> bytes:
    """Return what a file holds that was packed, as sitemaps are, or the file itself.

    Raises UnreadableListingError for one that is broken, or that holds too much.
    """
    packing = packing_of(body)
    if packing is None:
        return body
    inner = Unpacked(BytesIO(body), packing, Limits(unpacked_bytes=most_bytes))
    _, stream = ahead(inner)
    whole = stream.read(most_bytes + 1)
    if len(whole) > most_bytes or inner.fault is not None:
        raise UnreadableListingError(inner.fault or f"it unpacks to more than {most_bytes:,} bytes")
    return whole


def read_listing(body: bytes, kind: Kind, url: str, zone: tzinfo | None = None) -> Listing:
    """Return what a list holds; links in it are relative to `url`.

    Raises UnreadableListingError.
    """
    # What it takes to read one kind is imported for that kind.
    if kind == "sitemap":
        from copydesk.tasks.fetching.sitemaps import read_sitemap

        return read_sitemap(body, url, zone)
    if kind == "urls":
        return Listing("urls", tuple(_lines(body)))
    if _narrow(body[:_HEAD_BYTES]).lstrip()[:1] == b"{":
        from copydesk.tasks.fetching.json_feeds import read_json_feed

        return read_json_feed(body, url, zone)
    from copydesk.tasks.fetching.feeds import read_feed

    return read_feed(body, url, zone)


def _lines(body: bytes) -> list[Entry]:
    lines = body.decode("utf-8-sig", "replace").splitlines()
    return [
        Entry(f"line {number}", line.strip(), Listed())
        for number, line in enumerate(lines, start=1)
        if line.strip() and not line.lstrip().startswith("#")
    ]


def _narrow(head: bytes) -> bytes:
    """Return the beginning of a document in bytes that hold ASCII, whatever Unicode it is in."""
    return (
        head.removeprefix(b"\xef\xbb\xbf")
        .removeprefix(b"\xff\xfe")
        .removeprefix(b"\xfe\xff")
        .replace(b"\0", b"")
    )
