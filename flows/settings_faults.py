"""What is wrong with a `copydesk.toml`, said so that its writer finds the place."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import ErrorDetails

from copydesk.flows.meant import meant

_UNKNOWN = "extra_forbidden"
_SINGLE = "tuple_type"


def told_fault(fault: ErrorDetails, written: Mapping[str, Any], keys: Mapping[str, Sequence[str]]) -> str:
    """Return what a fault is and where; `keys` are those of each table, and of "" those of the file."""
    table, *inside = fault["loc"]
    place = _place(table, inside, written)
    if fault["type"] == _UNKNOWN:
        known = keys.get(str(table), ()) if inside else keys[""]
        return f"{place}: there is no such key{meant(str(fault['loc'][-1]), known)}"
    if fault["type"] == "missing":
        return f"{place}: it is missing"
    if fault["type"] == _SINGLE and not inside:
        return f"{place}: each is written with two brackets, as [[{table}]]"
    told = fault["msg"].removeprefix("Value error, ")
    given = fault["input"]
    return f"{place}: {told}" if isinstance(given, dict | list) else f"{place}: {told}, not {given!r}"


def _place(table: int | str, inside: Sequence[int | str], written: Mapping[str, Any]) -> str:
    """Return the key with its table; one of several tables by its name, else by its number."""
    if not inside or not isinstance(inside[0], int):
        return ".".join(map(str, (table, *inside)))
    number, key = inside[0], inside[1:]
    entry = written[str(table)][number]
    name = entry.get("name") if isinstance(entry, dict) else None
    which = f"{table} {name!r}" if isinstance(name, str) and name else f"[[{table}]] number {number + 1}"
    return ": ".join([which, *([".".join(map(str, key))] if key else [])])
