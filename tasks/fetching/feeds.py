"""RSS and Atom, by feedparser, which reads malformed feeds as well as they can be read.

What a feed declares, entities above all, is taken out before: expanded, some kilobytes would be gigabytes.
Nobody is asked for outside ones. The parser's own cleaning of HTML is left out, for only text is taken from
it.
"""

import logging
import re
from collections.abc import Mapping
from datetime import datetime, tzinfo
from io import BytesIO
from time import struct_time
from typing import Any

import feedparser
from feedparser.encodings import convert_to_utf8

from copydesk.storage.records import Listed
from copydesk.tasks.fetching.listings import Entry, Listing, UnreadableListingError
from copydesk.tasks.text.decode import storable
from copydesk.tasks.text.times import Moment, moment
from copydesk.tasks.text.urls import joined

logging.getLogger("feedparser").setLevel(logging.CRITICAL + 1)

_DECLARATION = re.compile(rb"<!(?:ENTITY|ATTLIST)\b[^>]*>?")


def read_feed(body: bytes, url: str, zone: tzinfo | None = None) -> Listing:
    """Return the entries of a feed; times that tell no zone are in `zone`."""
    try:
        # As a stream: a string would be taken for the name of a file.
        parsed = feedparser.parse(
            BytesIO(without_declarations(body)),
            response_headers={"content-location": url},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    # Feeds are endlessly odd, and whatever the parser trips over must cost one feed only.
    except Exception as error:
        raise UnreadableListingError(f"the feed could not be read: {type(error).__name__}") from error
    version = parsed.get("version", "")
    if not parsed.entries and not version:
        raise UnreadableListingError("no feed")
    language = _text(parsed.feed.get("language"))
    return Listing(
        "feed",
        tuple(
            _entry(f"entry {number}", dict(entry), url, (language, zone))
            for number, entry in enumerate(parsed.entries, start=1)
        ),
    )


def without_declarations(body: bytes) -> bytes:
    """Return a feed without what it declares; in UTF-8 then, for a declaration may stand in any encoding."""
    readable = convert_to_utf8({}, body, {})
    # By a space, or what stands around one declaration might make another.
    found, count = _DECLARATION.subn(b" ", readable)
    return found if count else body


def _entry(place: str, entry: Mapping[str, Any], url: str, feed: tuple[str | None, tzinfo | None]) -> Entry:
    language, zone = feed
    changed = _moment(entry, "updated", zone)
    # A date that is not called publication is still the only one that the entry has.
    published = _moment(entry, "published", zone) or changed
    link = _text(entry.get("feedburner_origlink")) or _text(entry.get("link"))
    return Entry(
        place=place,
        url=joined(url, link) if link else None,
        listed=Listed(
            title=_text(entry.get("title")),
            author=_text(entry.get("author")),
            published_at=published[0] if published else None,
            published_precision=published[1] if published else None,
            language=language,
        ),
        changed_at=(changed or published or (None,))[0],
        html=_content(entry),
        guid=_text(entry.get("id")),
    )


def _content(entry: Mapping[str, Any]) -> bytes | None:
    """Return the longest text of an entry; a page that can be asked for stands before it."""
    texts = [part.get("value") for part in entry.get("content") or [] if isinstance(part, Mapping)]
    found = [text for text in (*texts, entry.get("summary")) if isinstance(text, str) and text.strip()]
    return max(found, key=len).encode("utf-8", "replace") if found else None


def _moment(entry: Mapping[str, Any], name: str, zone: tzinfo | None) -> Moment | None:
    # feedparser reads more notations, and takes every time without a zone for UTC.
    return moment(entry.get(name), zone) or _from_parts(entry.get(f"{name}_parsed"))


def _from_parts(parts: object) -> Moment | None:
    if not isinstance(parts, struct_time):
        return None
    try:
        return datetime(*parts[:6]), "second"  # noqa: DTZ001 - naive UTC
    except ValueError:
        return None


def _text(value: object) -> str | None:
    return (storable(value)[0].strip() or None) if isinstance(value, str) else None
