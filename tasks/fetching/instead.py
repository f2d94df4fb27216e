"""The text that a feed gives of a page: what is taken where the page itself cannot be had."""

import json
from dataclasses import replace

from copydesk.storage.records import Listed, RawDocument, UrlAsked
from copydesk.tasks.fetching.answers import WebSource, text_in_list
from copydesk.tasks.fetching.failures import Failed
from copydesk.tasks.text.teaser import is_teaser


def text_of_feed(html: bytes | None, asked: UrlAsked, source: WebSource, at: str) -> RawDocument | None:
    """Return the document that the feed at a URL holds of a page; None where it only leads to the page."""
    if html is None or is_teaser(html.decode("utf-8", "replace")):
        return None
    return replace(
        text_in_list(html, asked.listed or Listed(), source, at),
        source=source.origin(asked.url).outlet,
        url=asked.url,
        captured_at=asked.asked_at,
        extra=_marked(),
    )


def in_place_of_page(text: RawDocument, failure: Failed) -> RawDocument:
    """Return a feed's text with the reason for which it stands for the page."""
    return replace(text, extra=_marked(page=failure.reason))


def _marked(**told: str) -> str:
    return json.dumps({"text_from": "feed", **told}, ensure_ascii=False)
