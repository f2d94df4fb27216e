"""The fields of one record, from whatever format: known ones mapped, every other one kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from copydesk.tasks.text.columns import AS_WRITTEN, FIELDS, Columns
from copydesk.tasks.text.decode import storable, without_nul
from copydesk.tasks.text.json_written import kind_of, sorted_json
from copydesk.tasks.text.times import Moment, moment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_MAPPED = frozenset(FIELDS)
_TEXTS = frozenset({"text", "html"})
_TIMES = frozenset({"published_at", "captured_at"})
_NO_TIME = (None, None)
# Longer ones are no ids, URLs, titles or names: thousands of them would not fit into memory at a time.
_LONGEST_VALUE = 20_000
# Of what a message lists.
_MOST_NAMES = 20
_LONGEST_NAME = 40


class Record(NamedTuple):
    """What a record gives; `extra` is a JSON object, keys sorted, of what has no field here.

    A record without a text has a page, in `html`.
    """

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
    html: str | None


@dataclass(frozen=True, slots=True)
class Notation:
    """How a source writes its records: the names of its fields, and the zone of times that tell none."""

    columns: Columns = AS_WRITTEN
    zone: tzinfo | None = None


PLAIN = Notation()


class Decoding(NamedTuple):
    """What the bytes of a record were taken for, and how many characters were lost.

    What `is_sound` holds no half of a surrogate pair: looking for them costs up to a quarter of a record.
    """

    encoding: str = "utf-8"
    replaced: int = 0
    is_sound: bool = False


UTF8 = Decoding()


class UnreadableRecordError(ValueError):
    """What holds no record; the message says why."""


def record_of(fields: dict[str, object], notation: Notation = PLAIN, decoding: Decoding = UTF8) -> Record:
    """Return the record that the fields make up.

    A value of the wrong type, or too long for its field, goes to `extra`, and the record is taken without it,
    unless it is the text.
    """
    given, fields = fields, notation.columns.apply(fields)
    html = _html(fields)
    if html is None and fields.get("text") is None:
        raise UnreadableRecordError(_without_text(notation.columns.name_of("text"), given))
    text = _text(fields, notation.columns) if html is None else ""
    text, lost = without_nul(text) if decoding.is_sound else storable(text)
    words, times, kept = _understood(fields, notation.zone)
    if html is None and "html" in fields:
        kept["html"] = fields["html"]
    # With what is not understood.
    extra, more_lost = _kept_json(kept)
    published_at, precision = times.get("published_at", _NO_TIME)
    return Record(
        text=text,
        external_id=words.get("id"),
        url=words.get("url"),
        title=words.get("title"),
        author=words.get("author"),
        source=words.get("source"),
        publisher=words.get("publisher"),
        published_at=published_at,
        published_precision=precision,
        language=words.get("language"),
        captured_at=times.get("captured_at", _NO_TIME)[0],
        extra=extra,
        encoding=decoding.encoding,
        replaced=decoding.replaced + lost + more_lost,
        html=html,
    )


def _understood(
    fields: dict[str, object], zone: tzinfo | None
) -> tuple[dict[str, str], dict[str, Moment], dict[str, object]]:
    """Return the words, the times, and what is kept as it is: what has no name here or is misunderstood."""
    words: dict[str, str] = {}
    times: dict[str, Moment] = {}
    kept: dict[str, object] = {}
    for name, value in fields.items():
        if name in _TEXTS or (name in _MAPPED and (value is None or value == "")):
            continue
        if (read := _READERS.get(name)) is not None and (understood := read(value)) is not None:
            words[name] = understood
        elif name in _TIMES and (time := moment(value, zone)) is not None:
            times[name] = time
        else:
            kept[name] = value
    return words, times, kept


def _kept_json(kept: dict[str, object]) -> tuple[str | None, int]:
    try:
        return sorted_json(kept) if kept else (None, 0)
    except RecursionError:
        raise UnreadableRecordError("JSON nested too deeply") from None


def _html(fields: dict[str, object]) -> str | None:
    """Return the page of a record that has no text; beside a text it is one field more."""
    html = fields.get("html")
    is_page = isinstance(html, str) and html.strip() and not fields.get("text")
    return str(html) if is_page else None


def _text(fields: dict[str, object], columns: Columns) -> str:
    text = fields.get("text")
    name = columns.name_of("text")
    if not isinstance(text, str):
        raise UnreadableRecordError(f"`{name}` is {kind_of(text)}, not a string")
    if not text.strip():
        raise UnreadableRecordError(f"`{name}` is empty")
    return text


def _without_text(name: str, given: dict[str, object]) -> str:
    if name in given:
        return f"`{name}` is {kind_of(given[name])}, not a string"
    if not given:
        return f"no `{name}`, and nothing else"
    return f"no `{name}` among {listed(sorted(given))}; if one of them holds the text: --map text=NAME"


def listed(names: Sequence[str]) -> str:
    """Return what a source calls its fields, for a message.

    >>> listed(["id", "body"])
    "'id', 'body'"
    """
    shown = ", ".join(repr(name[:_LONGEST_NAME]) for name in names[:_MOST_NAMES])
    return shown + (" and more" if len(names) > _MOST_NAMES else "")


def _words(value: object) -> str | None:
    if not isinstance(value, str) or len(value) > _LONGEST_VALUE:
        return None
    return storable(value.strip())[0] or None


def _identifier(value: object) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return _words(value)


def _names(value: object) -> str | None:
    """Return an author, or several of them from a list of names."""
    if not isinstance(value, list):
        return _words(value)
    names = [_words(name) for name in value]
    return "; ".join(name for name in names if name) if names and all(names) else None


_READERS: "Mapping[str, Callable[[object], str | None]]" = {
    **dict.fromkeys(_MAPPED - _TEXTS - _TIMES, _words),
    "id": _identifier,
    "author": _names,
}
