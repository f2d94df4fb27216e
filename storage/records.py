"""The records that cross between the rooms."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """What a feed or a sitemap says of a page: used where the page itself says nothing."""

    title: str | None = None
    author: str | None = None
    published_at: datetime | None = None
    published_precision: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One text as it came.

    `text` is what was decoded, line ends and all; of a page it is empty until the page has been opened.
    `source` is the outlet, `feed` what was named to be read, `publisher` who the record or the page says
    it is by. Times are UTC and naive; `published_precision` is second, minute, day, month or year,
    `published_from` document, page or feed. `extra` is a JSON object of every field given and not mapped.
    `encoding` says what the bytes were taken for, and how that was known. `time_zone` is that of times on the
    page that tell none; `listed` is what a feed says of a page. `replaced` counts the characters
    that had to become U+FFFD; `original` holds the bytes where there are any. `location` is the
    place inside `uri` ("line 12"), told when the document is refused and not kept. `instead` is the text that
    a feed gives of a page, for the case that the page holds none, or less of the story.
    """

    source: str
    feed: str
    uri: str
    media_type: str
    text: str
    external_id: str | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published_at: datetime | None = None
    published_precision: str | None = None
    published_from: str | None = None
    language: str | None = None
    extra: str | None = None
    captured_at: datetime | None = None
    encoding: str | None = None
    replaced: int = 0
    original: bytes | None = None
    html: bytes | None = None
    location: str | None = None
    time_zone: str | None = None
    listed: Listed | None = None
    instead: "RawDocument | None" = None


@dataclass(frozen=True, slots=True)
class FileRead:
    """What is remembered of a file that was read to its end.

    `reading` says how it was read: by other settings it would be read again. `version` is what the file
    system or the store says of its state, where that can be trusted; `digest` is the hash of its first
    `size_bytes` bytes, and `lines` how many lines they are, where it is one that grows by lines. `is_whole`
    tells that all of it was read this time; it is not remembered.
    """

    feed: str
    uri: str
    reading: str
    size_bytes: int
    version: str | None = None
    digest: str | None = None
    lines: int | None = None
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class UrlAsked:
    """What is remembered of a URL that was asked for, so that it is not asked for in vain again.

    `kind` is page, or what kind of list it is. `digest` is the hash of what it held last, `changed_at` when
    its list said that it was changed. `failures` and `unchanged` count in a row, up to now; at `next_at` it
    is asked again by itself, and without one only if its list says that it has changed since.
    """

    url: str
    feed: str
    kind: str
    asked_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    changed_at: datetime | None = None
    failures: int = 0
    unchanged: int = 0
    next_at: datetime | None = None
    listed: Listed | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """One input that could not be taken in: where, why, and its bytes.

    `location` is the place inside `uri` ("line 12"), `stage` is read, parse, extract, clean or fetch.
    `retriable` says that the same input may be readable later: a file without permission is, a broken line
    isn't.
    `payload` is the input as a whole where `given` says how to read it again (a JSON object, with all that
    stood beside the bytes), else its beginning; `payload_bytes` is the size of the whole where it is known.
    It may stand for several `inputs` of the same bytes.
    """

    source: str
    uri: str
    location: str | None
    stage: str
    reason: str
    retriable: bool
    payload: bytes
    payload_bytes: int | None = None
    given: str | None = None
    inputs: int = 1


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the desk, or of its live file alone: `path` is the folder it lies in, `made_at` is UTC."""

    path: str
    made_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Upgrade:
    """A desk of an older format has become one of today's; `kept` is the copy of it as it was."""

    from_format: int
    to_format: int
    kept: Backup
