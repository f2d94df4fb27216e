"""Values of any kind written as JSON, whatever JSON has no word for."""

import json
from decimal import Decimal
from math import isfinite

import orjson

from copydesk.tasks.text.decode import storable

_KINDS: dict[type, str] = {
    type(None): "null", bool: "true or false", int: "a number", float: "a number", str: "a string",
    list: "a list", dict: "an object",
}  # fmt: skip


def json_of(value: object) -> bytes:
    """Return a value in JSON, as a record is written that is to be read again."""
    try:
        return orjson.dumps(value, default=_plain, option=orjson.OPT_NON_STR_KEYS)
    except TypeError:  # a very large integer, deep nesting, or half a surrogate pair
        try:
            return json.dumps(value, separators=(",", ":"), default=_plain).encode()
        except (TypeError, ValueError, RecursionError):
            return json.dumps(f"a value that JSON cannot hold, {kind_of(value)}").encode()


def kind_of(value: object) -> str:
    """Return what a value is, in words: "a list"."""
    return _KINDS.get(type(value), "a value")


def sorted_json(fields: dict[str, object]) -> tuple[str, int]:
    """Return fields as JSON that every reader takes, keys sorted, and how many halves of pairs it lost.

    Raises RecursionError for what is nested too deeply.
    """
    try:
        return orjson.dumps(fields, default=_plain, option=orjson.OPT_SORT_KEYS).decode(), 0
    except TypeError:  # a very large integer, deep nesting, or half a surrogate pair
        return _slowly(fields)


def _plain(value: object) -> object:
    """Return a value that JSON has no kind for as one it has; tables hold such values."""
    if isinstance(value, Decimal):
        return float(value)
    return str(value)


def _slowly(fields: dict[str, object]) -> tuple[str, int]:
    finite = _finite(fields)
    written = json.dumps(
        finite, sort_keys=True, separators=(",", ":"), default=_plain, ensure_ascii=False, allow_nan=False
    )
    return storable(written)


def _finite(value: object) -> object:
    """Return a value with null for what JSON has no number for, as orjson writes it."""
    if isinstance(value, dict):
        return {name: _finite(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_finite(inner) for inner in value]
    if isinstance(value, Decimal):
        return _finite(float(value))
    return None if isinstance(value, float) and not isfinite(value) else value
