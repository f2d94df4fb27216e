"""One line of JSON to one record."""

import json

import orjson

from copydesk.tasks.text.decode import decode
from copydesk.tasks.text.json_written import kind_of
from copydesk.tasks.text.records import (
    PLAIN,
    Decoding,
    Notation,
    Record,
    UnreadableRecordError,
    record_of,
)

_SOUND = Decoding(is_sound=True)
_LENIENT = json.JSONDecoder(strict=False, parse_constant=lambda _: None)


def read_record(line: bytes, notation: Notation = PLAIN) -> Record:
    """Return the record of a line; of a key that is given twice the last value counts, as is usual.

    >>> read_record(b'{"text": "The ferry sank.", "id": 7, "title": 5, "desk": "city"}')[:4]
    ('The ferry sank.', '7', None, None)
    >>> read_record(b'{"text": "The ferry sank.", "title": 5, "desk": "city"}').extra
    '{"desk":"city","title":5}'
    """
    fields, decoding = read_value(line, notation.columns.name_of("id"))
    if not isinstance(fields, dict):
        raise UnreadableRecordError(f"{kind_of(fields)} where an object should be")
    return record_of(fields, notation, decoding)


def read_value(data: bytes, id_column: str = "id") -> tuple[object, Decoding]:
    """Return the value of some JSON, and what its bytes were taken for."""
    try:
        value = orjson.loads(data)
        # orjson rounds integers above 64 bits, which some sources use as ids.
        if isinstance(value, dict) and isinstance(value.get(id_column), float):
            value = json.loads(data)
    except orjson.JSONDecodeError:
        decoded = decode(data)
        return _leniently(decoded.text), Decoding(decoded.encoding, decoded.replaced)
    # orjson reads no half of a surrogate pair.
    return value, _SOUND


def _leniently(line: str) -> object:
    """Return the value of a line that is loose JSON: NaN, raw control characters, half a surrogate pair."""
    try:
        return _LENIENT.decode(line)
    except RecursionError:
        raise UnreadableRecordError("JSON nested too deeply") from None
    except json.JSONDecodeError as error:
        what = error.msg.removesuffix(" at")
        raise UnreadableRecordError(f"broken JSON: {what} at character {error.pos + 1}") from None
    except ValueError as error:  # an integer of more digits than Python reads
        raise UnreadableRecordError(f"broken JSON: {error}") from None
