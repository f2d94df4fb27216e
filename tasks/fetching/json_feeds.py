"""JSON Feed, versions 1 and 1.1, and what calls itself so."""

from collections.abc import Mapping
from datetime import tzinfo
from html import escape

import orjson

from copydesk.storage.records import Listed
from copydesk.tasks.fetching.listings import Entry, Listing, UnreadableListingError
from copydesk.tasks.text.decode import decode, storable
from copydesk.tasks.text.times import moment
from copydesk.tasks.text.urls import joined


def read_json_feed(body: bytes, url: str, zone: tzinfo | None = None) -> Listing:
    """Return the items of a feed. Raises UnreadableListingError for what is no feed."""
    try:
        feed = orjson.loads(decode(body).text)
    except ValueError as error:
        raise UnreadableListingError(f"broken JSON: {error}") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise UnreadableListingError("no list of items")
    return Listing(
        "feed",
        tuple(
            _entry(f"entry {number}", item if isinstance(item, dict) else {}, feed, (url, zone))
            for number, item in enumerate(items, start=1)
        ),
    )


def _entry(
    place: str, item: Mapping[str, object], feed: Mapping[str, object], at: tuple[str, tzinfo | None]
) -> Entry:
    url, zone = at
    changed = moment(item.get("date_modified"), zone)
    published = moment(item.get("date_published"), zone) or changed
    link = _text(item.get("url")) or _text(item.get("external_url"))
    plain = _text(item.get("content_text"))
    html = _text(item.get("content_html")) or (f"<p>{escape(plain)}</p>" if plain else None)
    return Entry(
        place=place,
        url=joined(url, link) if link else None,
        listed=Listed(
            title=_text(item.get("title")),
            author=_authors(item) or _authors(feed),
            published_at=published[0] if published else None,
            published_precision=published[1] if published else None,
            language=_text(item.get("language")) or _text(feed.get("language")),
        ),
        changed_at=(changed or published or (None,))[0],
        html=html.encode("utf-8", "replace") if html else None,
        guid=_id(item.get("id")),
    )


def _authors(of: Mapping[str, object]) -> str | None:
    listed = of.get("authors")
    people = listed if isinstance(listed, list) else [of.get("author")]
    names = [_text(person.get("name")) for person in people if isinstance(person, dict)]
    return ", ".join(name for name in names if name) or None


def _id(value: object) -> str | None:
    """Return an id; what is a number is meant as text, by the standard."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else _text(value)


def _text(value: object) -> str | None:
    return (storable(value)[0].strip() or None) if isinstance(value, str) else None
