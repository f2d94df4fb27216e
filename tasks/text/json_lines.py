"""One line of JSON to one record: known fields mapped, every other one kept."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple, TypeVar

import orjson

from copydesk.tasks.text.decode import decode, storable
from copydesk.tasks.text.times import moment

_MAPPED = frozenset(
    ("text", "id", "title", "url", "source", "publisher", "author", "published_at", "language", "captured_at")
)

_KINDS: dict[type, str] = {
    type(None): "null", bool: "true or false", int: "a number", float: "a number", str: "a string",
    list: "a list", dict: "an object",
}  # fmt: skip

_LENIENT = json.JSONDecoder(strict=False, parse_constant=lambda _: None)

T = TypeVar("T")


class Record(NamedTuple):
    """What a line gives; `extra` is a JSON object, keys sorted, of what has no field here."""

    text: str
    external_id: str | None
    url: str | None
    title: str | None
    author: str | None
    source: str | None
    publisher: str | None
    published_at: datetime | None
    published_precision: str | None
    language: str | None
    captured_at: datetime | None
    extra: str | None
    encoding: str
    replaced: int


class UnreadableRecordError(ValueError):
    """A line that holds no record; the message says why."""


def read_record(line: bytes) -> Record:
    """Return the record of a line; of a key that is given twice the last value counts, as is usual.

    A value of the wrong type goes to `extra`, and the record is taken without it, unless it is the text.

    >>> read_record(b'{"text": "The ferry sank.", "id": 7, "title": 5, "desk": "city"}')[:4]
    ('The ferry sank.', '7', None, None)
    >>> read_record(b'{"text": "The ferry sank.", "title": 5, "desk": "city"}').extra
    '{"desk":"city","title":5}'
    """
    fields, encoding, replaced = _parse(line)
    text, lost = storable(_text(fields))
    kept = {name: value for name, value in fields.items() if name not in _MAPPED}

    def take(name: str, read: Callable[[object], T | None]) -> T | None:
        value = fields.get(name)
        if value is None or value == "":
            return None
        taken = read(value)
        if taken is None:
            kept[name] = value
        return taken

    published_at, precision = take("published_at", moment) or (None, None)
    captured_at, _ = take("captured_at", moment) or (None, None)
    return Record(
        text=text,
        external_id=take("id", _identifier),
        url=take("url", _words),
        title=take("title", _words),
        author=take("author", _names),
        source=take("source", _words),
        publisher=take("publisher", _words),
        published_at=published_at,
        published_precision=precision,
        language=take("language", _words),
        captured_at=captured_at,
        extra=_json(kept) if kept else None,
        encoding=encoding,
        replaced=replaced + lost,
    )


def _parse(line: bytes) -> tuple[dict[str, object], str, int]:
    """Return the fields of a line, what its bytes were taken for, and how many characters were lost."""
    try:
        fields, encoding, replaced = orjson.loads(line), "utf-8", 0
        # orjson rounds integers above 64 bits, which some sources use as ids.
        if isinstance(fields, dict) and isinstance(fields.get("id"), float):
            fields = json.loads(line)
    except orjson.JSONDecodeError:
        decoded = decode(line)
        fields, encoding, replaced = _leniently(decoded.text), decoded.encoding, decoded.replaced
    if not isinstance(fields, dict):
        raise UnreadableRecordError(f"{_KINDS.get(type(fields), 'a value')} where an object should be")
    return fields, encoding, replaced


def _leniently(line: str) -> object:
    """Return the value of a line that is loose JSON: NaN, raw control characters, half a surrogate pair."""
    try:
        return _LENIENT.decode(line)
    except RecursionError:
        raise UnreadableRecordError("JSON nested too deeply") from None
    except json.JSONDecodeError as error:
        raise UnreadableRecordError(f"broken JSON: {error.msg} at character {error.pos + 1}") from None
    except ValueError as error:  # an integer of more digits than Python reads
        raise UnreadableRecordError(f"broken JSON: {error}") from None


def _text(fields: dict[str, object]) -> str:
    text = fields.get("text")
    if "text" not in fields:
        raise UnreadableRecordError("no `text`")
    if not isinstance(text, str):
        raise UnreadableRecordError(f"`text` is {_KINDS.get(type(text), 'a value')}, not a string")
    if not text.strip():
        raise UnreadableRecordError("`text` is empty")
    return text


def _words(value: object) -> str | None:
    return storable(value.strip())[0] or None if isinstance(value, str) else None


def _identifier(value: object) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _words(value)


def _names(value: object) -> str | None:
    """Return an author, or several of them from a list of names."""
    if not isinstance(value, list):
        return _words(value)
    names = [_words(name) for name in value]
    return "; ".join(name for name in names if name) if names and all(names) else None


def _json(fields: dict[str, object]) -> str:
    try:
        return orjson.dumps(fields, option=orjson.OPT_SORT_KEYS).decode()
    except TypeError:  # a very large integer, deep nesting, or half a surrogate pair, which stays escaped
        return _slowly(fields)


def _slowly(fields: dict[str, object]) -> str:
    try:
        return json.dumps(fields, sort_keys=True, separators=(",", ":"))
    except RecursionError:
        raise UnreadableRecordError("JSON nested too deeply") from None
