"""What came from a URL, as a document or a reject."""

from dataclasses import dataclass, replace
from datetime import datetime

from copydesk.storage.records import Listed, RawDocument, Reject
from copydesk.tasks.fetching.exchange import Answer
from copydesk.tasks.fetching.failures import Failed
from copydesk.tasks.fetching.listings import Kind
from copydesk.tasks.reading.documents import Capture, page, plain_text
from copydesk.tasks.reading.origin import Handling, Origin, reject
from copydesk.tasks.text.formats import HEAD_BYTES, format_of, refusal
from copydesk.tasks.text.urls import outlet_of, web_name

_PAGES = ("text/html", "application/xhtml+xml")
_TEXTS = ("text/plain",)
_UNTOLD = ("", "application/octet-stream")


@dataclass(frozen=True, slots=True)
class WebSource:
    """A source on the web: what it is called, where it begins, and how it is to be asked and read.

    `kind` is what its settings say that it is, if they do; `contact` whom to write to about the requests, and
    nothing is fetched that was published before `oldest`. `lines` are those of a list of URLs that lies here.
    `for_once`: this run alone asks back to there, so its lists are read whole, and again by the next one.
    """

    name: str
    url: str
    outlet: str | None = None
    kind: Kind | None = None
    contact: str | None = None
    oldest: datetime | None = None
    for_once: bool = False
    lines: bytes | None = None
    handling: Handling = Handling()  # noqa: RUF009 - frozen

    def origin(self, url: str) -> Origin:
        """Return where a document or a reject comes from."""
        return Origin(self.name, self.outlet or outlet_of(url), url, web_name(url), self.handling)


def document_of(answer: Answer, listed: Listed, source: WebSource) -> RawDocument:
    """Return the page or the text that came. Raises Failed for what is neither."""
    head = answer.body[:HEAD_BYTES]
    origin = source.origin(answer.url)
    capture = Capture(answer.url, origin.outlet, answer.fetched_at)
    refused = refusal(head, "")
    if refused is not None:
        raise Failed(f"no page: {refused}", payload=answer.body)
    said = answer.media_type
    if said in _PAGES or (said in _UNTOLD and format_of(head, "") == "html"):
        made = page(answer.body, origin, capture)
        return replace(made, encoding=answer.charset, listed=listed)
    if said in _TEXTS or said in _UNTOLD:
        text = plain_text(answer.body, origin, capture)
        if isinstance(text, Reject):
            raise Failed(text.reason, payload=answer.body)
        return _told_by_list(text, listed)
    raise Failed(f"no page: {said}", payload=answer.body)


def text_in_list(html: bytes, listed: Listed, source: WebSource, at: str) -> RawDocument:
    """Return a text that stands in the feed at a URL itself."""
    origin = source.origin(at)
    return replace(page(html, origin, Capture(outlet=origin.outlet)), external_id=None, listed=listed)


def refused(url: str, failure: Failed, source: WebSource, place: str | None = None) -> Reject:
    """Return the refusal of a URL, or of what stands at a place in it."""
    is_retriable = place is None and not failure.is_final
    origin = source.origin(url)
    return reject(origin, "fetch", failure.reason, failure.payload, location=place, retriable=is_retriable)


def _told_by_list(document: RawDocument, listed: Listed) -> RawDocument:
    """Return a plain text with what its list says of it: it says nothing itself."""
    return replace(
        document,
        title=listed.title,
        author=listed.author,
        language=document.language or listed.language,
        published_at=listed.published_at,
        published_precision=listed.published_precision,
        published_from="feed" if listed.published_at else None,
    )
