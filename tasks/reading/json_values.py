"""JSON that is no lines: a list of records, a document that wraps one, one record, or several in a row.

What fits into one document is read as a whole, so that a record can be told from what wraps a list of them,
wherever its text stands. What is longer must be a list, and is read item by item, in bounded memory.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

import numpy as np

from copydesk.storage.records import RawDocument, Reject
from copydesk.tasks.reading import lines
from copydesk.tasks.reading.documents import document_of
from copydesk.tasks.reading.lines import Recoded
from copydesk.tasks.reading.origin import WHOLE, Content, Origin, reject
from copydesk.tasks.text.decode import wide_encoding
from copydesk.tasks.text.json_lines import read_value
from copydesk.tasks.text.json_written import json_of, kind_of
from copydesk.tasks.text.records import Decoding, UnreadableRecordError, record_of

AGAIN = {"as": "record", "media_type": "application/json"}
_MARK = b"\xef\xbb\xbf"
# An item that opens so many levels is refused before it is parsed: ijson names the place of each of them, and
# the places of 100,000 levels are 20 GB.
_MOST_LEVELS = 2_000
_LEVELS = np.zeros(256, np.int8)
_LEVELS[list(b"[{")] = 1
_LEVELS[list(b"]}")] = -1
_WRAPPED_LEVELS = 3
# A string is looked through from its beginning at every step: with ijson's 64 KB, one of 33 MB took 80 CPU-s.
_STEPS = 8
_COUNTED_BYTES = 1 << 16


def read_json(content: Content) -> Iterator[RawDocument | Reject]:
    """Return the records of a JSON file: the items of its list, or what it holds itself."""
    wide = wide_encoding(content.head)
    source = Recoded(content.stream, wide) if wide else content.stream
    beginning = source.read(lines.MAX_DOCUMENT_BYTES + 1).removeprefix(_MARK)
    if len(beginning) <= lines.MAX_DOCUMENT_BYTES and content.fault() is None:
        yield from _read_whole(beginning, content)
    else:
        yield from _read_items(beginning, source, content)


def _read_whole(data: bytes, content: Content) -> Iterator[RawDocument | Reject]:
    try:
        value, (encoding, *_) = read_value(data)
    except UnreadableRecordError as error:
        if "Extra data" in str(error) or data.lstrip().startswith(b"["):
            # What comes before the fault can be read.
            yield from _read_items(data, None, content)
        else:
            yield reject(content.origin, "parse", str(error), data, again=WHOLE)
        return
    records = _records(value, content.origin)
    if records is None:
        yield _read_item(value, content.origin, None, encoding)
    elif not records:
        yield reject(content.origin, "read", "a list of nothing", data, again=WHOLE)
    else:
        for number, item in enumerate(records, start=1):
            yield _read_item(item, content.origin, number, encoding)


def _records(value: object, origin: Origin) -> list[object] | None:
    """Return the list that a value is or wraps; a record is none."""
    if isinstance(value, list):
        return value
    waiting = [value]
    for _ in range(_WRAPPED_LEVELS):
        waiting = [inner for outer in waiting if isinstance(outer, dict) for inner in outer.values()]
        for inner in waiting:
            if isinstance(inner, list) and inner and isinstance(inner[0], dict):
                return None if _has_text(value, origin) else inner
    return None


def _has_text(value: object, origin: Origin) -> bool:
    if not isinstance(value, dict):
        return False
    fields = origin.handling.notation.columns.apply(value)
    return "text" in fields or "html" in fields


def _read_item(item: object, origin: Origin, number: int | None, encoding: str) -> RawDocument | Reject:
    place = None if number is None else f"item {number:,}"
    try:
        if not isinstance(item, dict):
            raise UnreadableRecordError(f"{kind_of(item)} where an object should be")
        record = record_of(item, origin.handling.notation, Decoding(encoding))
    except UnreadableRecordError as error:
        return reject(origin, "parse", str(error), json_of(item), location=place, again=AGAIN)
    document = document_of(record, origin, place or "", "application/json")
    return replace(document, original=json_of(item)) if record.replaced else document


def _read_items(
    beginning: bytes, rest: BinaryIO | Recoded | None, content: Content
) -> Iterator[RawDocument | Reject]:
    """Return the items of a list until it ends or cannot be read further."""
    import ijson

    source = _Measured(beginning, rest)
    number, fault = 0, None
    try:
        for number, item in enumerate(
            ijson.items(source, _place_of_items(beginning), **_in_steps()),
            start=1,
        ):
            source.starts_anew()
            yield _read_item(item, content.origin, number, "utf-8")
    except (ijson.JSONError, UnicodeDecodeError, _ItemTooLargeError) as error:
        fault = str(error).partition("\n")[0]
    cut = content.cut()
    if fault is not None or cut is not None or not number:
        place = f"after item {number:,}"
        reason = cut or f"broken JSON, and what follows is not read: {fault or 'no records'}"
        yield reject(content.origin, "parse", reason, source.recent, location=place)


def _place_of_items(beginning: bytes) -> str:
    """Return where the records stand, as ijson names it: "item", "response.docs.item", or "" side by side.

    What is one document or less ends within the beginning: then the records stand side by side. Else it is
    the first list of objects.
    """
    import ijson

    found = opened = None
    try:
        for prefix, event, _ in ijson.parse(_Measured(beginning, None), **_in_steps()):
            if not prefix and event == "start_array":
                return "item"
            if not prefix and event == "end_map":
                return ""
            if event == "start_map" and opened is not None:
                found = found or f"{opened}.item"
            opened = prefix if event == "start_array" else None
    except (ijson.JSONError, UnicodeDecodeError, _ItemTooLargeError):
        pass
    return found or ""


def _in_steps() -> dict[str, int]:
    return {"buf_size": max(_COUNTED_BYTES, lines.MAX_DOCUMENT_BYTES // _STEPS), "multiple_values": True}


class _ItemTooLargeError(ValueError):
    """One item is larger than a document may be."""


class _Measured:
    """A stream that refuses to go on when one item takes too much; `recent` is what was read last."""

    def __init__(self, beginning: bytes, rest: BinaryIO | Recoded | None) -> None:
        self.recent = b""
        self._beginning = memoryview(beginning)
        self._rest = rest
        self._size = self._levels = 0

    def starts_anew(self) -> None:
        """Begin to measure the next item."""
        self._size = self._levels = 0

    def read(self, size: int) -> bytes:
        """Return what comes next."""
        data = bytes(self._beginning[:size])
        self._beginning = self._beginning[size:]
        if not data and self._rest is not None:
            data = self._rest.read(size)
        self.recent = data or self.recent
        self._size += len(data)
        deepest = self._count_levels(data)
        if self._size > lines.MAX_DOCUMENT_BYTES + size:
            raise _ItemTooLargeError(f"an item of more than {lines.MAX_DOCUMENT_BYTES:,} bytes")
        if deepest > _MOST_LEVELS:
            raise _ItemTooLargeError("JSON nested too deeply")
        return data

    def _count_levels(self, data: bytes) -> int:
        """Return how many levels are open at the deepest place of what is read."""
        deepest = self._levels
        for start in range(0, len(data), _COUNTED_BYTES):
            steps = _LEVELS[np.frombuffer(data[start : start + _COUNTED_BYTES], np.uint8)]
            levels = np.cumsum(steps, dtype=np.int32)
            deepest = max(deepest, self._levels + int(levels.max()))
            self._levels += int(levels[-1])
        return deepest
