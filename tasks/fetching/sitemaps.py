"""Sitemaps, those of news among them, and indexes of sitemaps, by lxml; no entity is expanded."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta, tzinfo
from io import BytesIO

from lxml import etree

from copydesk.storage.records import Listed
from copydesk.tasks.fetching.listings import Entry, Listing, UnreadableListingError
from copydesk.tasks.text.decode import storable
from copydesk.tasks.text.times import moment
from copydesk.tasks.text.urls import joined

_ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)
_HEAD_BYTES = 65_536


def read_sitemap(body: bytes, url: str, zone: tzinfo | None = None) -> Listing:
    """Return the pages of a sitemap, or the sitemaps of an index; times that tell no zone are in `zone`."""
    if _ENTITY.search(body[:_HEAD_BYTES].replace(b"\0", b"")):
        raise UnreadableListingError("a sitemap that declares entities")
    entries: list[Entry] = []
    further: list[Entry] = []
    for kind, fields in _blocks(body):
        found = _entry(f"entry {len(entries) + len(further) + 1:,}", fields, url, zone)
        if kind == "sitemap":
            further.append(_to_the_end(found, fields))
        else:
            entries.append(found)
    return Listing("sitemap", tuple(entries), tuple(further))


def _blocks(body: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Return each `url` and `sitemap` with the text of what stands in it, by the names of the fields."""
    fields: dict[str, str] = {}
    try:
        for _, element in etree.iterparse(
            BytesIO(body), resolve_entities=False, load_dtd=False, no_network=True, recover=True
        ):
            name = _local(element.tag)
            if name in ("url", "sitemap"):
                yield name, fields
                fields = {}
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
            elif name and element.text and element.text.strip():
                # What the page itself is said to be comes first.
                fields.setdefault(name, storable(element.text.strip())[0])
    except etree.LxmlError as error:
        raise UnreadableListingError(f"broken XML: {error}") from error


def _to_the_end(entry: Entry, fields: dict[str, str]) -> Entry:
    """Return a sitemap that changed on some day with the end of that day: it may change until then."""
    changed = moment(fields.get("lastmod"))
    if changed is None or changed[1] in ("second", "minute"):
        return entry
    days = {"day": 1, "month": 31, "year": 366}[changed[1]]
    return replace(entry, changed_at=changed[0] + timedelta(days=days))


def _local(tag: object) -> str:
    """Return the name of an element, with "image:" before it where it belongs to a picture or a film."""
    if not isinstance(tag, str):
        return ""
    space, _, name = tag.rpartition("}")
    is_aside = any(word in space for word in ("image", "video", "mobile", "xhtml"))
    return f"aside:{name}" if is_aside else name.lower()


def _entry(place: str, fields: dict[str, str], url: str, zone: tzinfo | None) -> Entry:
    published = moment(fields.get("publication_date"), zone)
    changed = moment(fields.get("lastmod"), zone)
    location = fields.get("loc")
    return Entry(
        place=place,
        url=joined(url, location) if location else None,
        listed=Listed(
            title=fields.get("title"),
            published_at=published[0] if published else None,
            published_precision=published[1] if published else None,
            language=fields.get("language"),
        ),
        changed_at=(changed or published or (None,))[0],
    )
