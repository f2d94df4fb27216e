"""What was refused, read again from the bytes that its reject keeps."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

from copydesk.storage.records import RawDocument, Reject
from copydesk.storage.rejects import KeptInput
from copydesk.tasks.reading.contents import Item, read_content
from copydesk.tasks.reading.keeping import document_again
from copydesk.tasks.reading.lines import read_one
from copydesk.tasks.reading.origin import Content, Handling, Origin, Skipped
from copydesk.tasks.reading.responses import Block, read_resource, read_response
from copydesk.tasks.reading.streams import ahead
from copydesk.tasks.reading.tables import read_table
from copydesk.tasks.text.columns import Columns
from copydesk.tasks.text.records import Notation


def read_again(kept: KeptInput, configured: Handling | None) -> Iterator[Item]:
    """Return what the bytes of a reject hold now; `configured` is how the settings want its source read.

    What they hold stands where it stood before, in the file they came from.
    """
    given = json.loads(kept.given)
    if given["as"] in ("text", "page"):
        yield document_again(given, kept.payload)
        return
    handling = configured or as_before(given)
    origin = Origin(kept.source, given["outlet"], kept.uri, given["name"], handling)
    for item in _read(kept, given, origin):
        yield item if given["as"] == "file" or isinstance(item, Skipped) else _placed(item, kept.location)


def _read(kept: KeptInput, given: dict[str, str], origin: Origin) -> Iterator[Item]:
    kind = given["as"]
    if kind == "record":
        yield read_one(kept.payload, origin, kept.location, given["media_type"])
    elif kind == "row":
        # The names of a table stand in its first line.
        header = given["header"].rstrip("\r\n").encode("utf-8", "surrogateescape")
        yield from read_table(_content(origin, header + b"\n" + kept.payload))
    elif kind == "file":
        yield from read_content(_content(origin, kept.payload))
    else:
        block = _block(kept, given, origin)
        yield read_response(block) if kind == "response" else read_resource(block)


def _content(origin: Origin, data: bytes) -> Content:
    head, stream = ahead(BytesIO(data))
    return Content(origin, head, stream)


def _block(kept: KeptInput, given: dict[str, str], origin: Origin) -> Block:
    captured_at = given.get("captured_at")
    return Block(
        origin=origin,
        place=kept.location or "",
        url=given.get("url"),
        captured_at=datetime.fromisoformat(captured_at) if captured_at else None,
        media_type=given["media_type"],
        size=len(kept.payload),
        stream=BytesIO(kept.payload),
    )


def _placed(item: RawDocument | Reject, location: str | None) -> RawDocument | Reject:
    return replace(item, location=location)


def as_before(given: dict[str, object]) -> Handling:
    """Return how the input was read when it was refused."""
    mapped, zone, language = given.get("map"), given.get("time_zone"), given.get("language")
    columns = Columns(mapped) if isinstance(mapped, dict) else Columns()
    notation = Notation(columns, ZoneInfo(str(zone)) if zone else None)
    return Handling(language=str(language) if language else None, notation=notation)
