"""Refusals of the same bytes over and over: the first of them each, all others of the file as one.

A few kilobytes can be packed so that they hold millions of empty records, and each would be a row.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from copydesk.storage.records import RawDocument, Reject
from copydesk.tasks.reading.origin import Skipped

Item = RawDocument | Reject | Skipped

ALONE = 100
# What is remembered of a file: so many inputs of so many bytes.
MOST_INPUTS = 1_000
MOST_BYTES = 1_000


@dataclass(slots=True)
class _Repeated:
    """Refusals of the same bytes: how many, the first that is not told alone, the last."""

    count: int = 0
    first: Reject | None = None
    last: Reject | None = None


def together(items: Iterable[Item]) -> Iterator[Item]:
    """Return what a file holds; refusals that repeat others come last, one for all of the same bytes."""
    met: dict[tuple[object, ...], _Repeated] = {}
    for item in items:
        repeated = _noted(item, met) if isinstance(item, Reject) else None
        if repeated is None or not isinstance(item, Reject):
            yield item
            continue
        repeated.first, repeated.last = repeated.first or item, item
    for repeated in met.values():
        yield from _as_one(repeated)


def _noted(refused: Reject, met: dict[tuple[object, ...], _Repeated]) -> _Repeated | None:
    """Count a refusal; return what it belongs to, where it need not be told alone."""
    # Without a place or the whole of its bytes it says something of the file.
    if refused.location is None or refused.given is None or len(refused.payload) > MOST_BYTES:
        return None
    key = (refused.uri, refused.stage, refused.reason, refused.given, refused.payload)
    if key not in met and len(met) >= MOST_INPUTS:
        return None
    repeated = met.setdefault(key, _Repeated())
    repeated.count += 1
    return repeated if repeated.count > ALONE else None


def _as_one(repeated: _Repeated) -> Iterator[Reject]:
    first, last, inputs = repeated.first, repeated.last, repeated.count - ALONE
    if first is None or last is None:
        return
    place = f"{first.location} and {inputs - 1:,} more places, up to {last.location}"
    yield first if inputs == 1 else replace(first, location=place, inputs=inputs)
