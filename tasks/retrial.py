"""Refused inputs, tried again: what their place holds now, and whether it is still refused."""

import json
import os
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pyarrow as pa

from copydesk.storage.prepared import Prepared
from copydesk.storage.records import RawDocument, Reject
from copydesk.storage.rejects import KeptInput, Refusal, RejectRow
from copydesk.tasks.read import Items
from copydesk.tasks.reading.again import as_before, read_again
from copydesk.tasks.reading.local import read_path
from copydesk.tasks.reading.memory import Memory
from copydesk.tasks.reading.origin import FileDone, Handling

# Where something stands: in which file or at which address, and where in it.
Place = tuple[str, str | None]


class Met:
    """The refusals that were met again, taken out of the windows they came with.

    `settled` are resolved rejects, which a file that is read for the sake of others doesn't open again.
    """

    def __init__(self, rows: Iterable[RejectRow], settled: Container[str] = ()) -> None:
        self._settled = settled
        self._places = {place_of(row): row.uri for row in rows}
        self._uris = set(self._places.values())
        self._met: dict[Place, Refusal] = {}
        self._cut: set[str] = set()

    def take_out(self, prepared: Prepared) -> Prepared:
        """Return a window less the refusals that stand where one is on record."""
        rejects = prepared.tables["rejects"]
        told = rejects.select(["reject_id", "uri", "location", "stage", "reason", "retriable"]).to_pylist()
        keep = []
        for refused in told:
            place = refused["uri"], refused["location"]
            self._note_end(place, refused["stage"])
            keep.append(place not in self._places and refused["reject_id"] not in self._settled)
            if place in self._places:
                self._met[place] = Refusal(refused["stage"], refused["reason"], refused["retriable"])
        return Prepared({**prepared.tables, "rejects": rejects.filter(pa.array(keep, pa.bool_()))})

    def outcome(self, row: RejectRow, container: str | None = None) -> Refusal | None:
        """Return why an input is still refused, if it is.

        Where its file could not be read to the end, what stands further on in it was not tried.
        """
        place = place_of(row)
        unread = place not in self._met and bool({row.uri, container} & self._cut)
        return Refusal(row.stage, row.reason, row.retriable) if unread else self._met.get(place)

    def _note_end(self, place: Place, stage: str) -> None:
        uri, location = place
        if (location is None and stage == "read") or (location or "").startswith(("after ", "before ")):
            self._cut.add(uri)


def place_of(row: RejectRow) -> Place:
    """Return where a refused input stands."""
    return row.uri, row.location


def items_kept(kept: Iterable[KeptInput], handlings: Mapping[str, Handling | None]) -> Items:
    """Return what the bytes of rejects hold now."""
    for one in kept:
        yield from read_again(one, handlings[one.source])


def items_again(container: str, source: str, usual: Handling, mapped: Handling | None) -> Items:
    """Return what a file holds, or a folder that could not be listed, all of it, read as it usually is.

    What is refused so is read as `mapped` says. A map that was given for what is refused says nothing of the
    other records: by it they are no articles, or other ones.
    """
    read = partial(_items_in_file, container, source)
    if mapped is None or mapped == usual:
        return read(usual)
    return _items_by_either(partial(read, usual), partial(read, mapped))


def _items_in_file(container: str, source: str, handling: Handling) -> Items:
    found = read_path(Path(container), source, handling, Memory())
    yield from (item for item in found if not isinstance(item, FileDone))


def _items_by_either(usual: Callable[[], Items], mapped: Callable[[], Items]) -> Items:
    refused: set[Place] = set()
    readable: set[str] = set()
    for item in usual():
        if isinstance(item, Reject):
            refused.add((item.uri, item.location))
            continue
        if isinstance(item, RawDocument):
            readable.add(item.uri)
        yield item
    left = set(refused)
    for item in mapped() if refused else ():
        if found := refused.intersection(_places(item, readable)):
            left -= found
            yield item
    # Where a table has no column of the map's name, nothing was said of its rows.
    again = usual() if left else ()
    yield from (item for item in again if isinstance(item, Reject) and (item.uri, item.location) in left)


def _places(item: object, readable: Container[str]) -> tuple[Place, ...]:
    """Return where an item stands: in a file of which nothing is readable also where the file does."""
    if not isinstance(item, RawDocument | Reject):
        return ()
    place, file = (item.uri, item.location), (item.uri, None)
    return (place,) if item.uri in readable else (place, file)


def as_read_before(rows: Iterable[RejectRow]) -> Handling:
    """Return how the file of some rejects was read, as far as one of them tells."""
    given = (json.loads(row.given) for row in rows if row.given)
    return as_before(next((told for told in given if "document" not in told), {}))


def by_file(rows: Sequence[RejectRow]) -> dict[tuple[str, str], list[RejectRow]]:
    """Return rejects by the file they stand in and their source; without those whose file is not there."""
    found: dict[tuple[str, str], list[RejectRow]] = {}
    for row in rows:
        container = container_of(row.uri)
        if container is not None:
            found.setdefault((container, row.source), []).append(row)
    return found


def container_of(uri: str) -> str | None:
    """Return the file on this machine that a place is in: of a file in an archive the archive."""
    if not os.path.isabs(uri):  # noqa: PTH117 - an address, or "stdin"
        return None
    parts = uri.split("!")
    ends = range(len(parts), 0, -1)
    return next((path for end in ends if os.path.lexists(path := "!".join(parts[:end]))), None)


def has_changed(row: RejectRow) -> bool:
    """Tell whether the file that an input was refused in was written since."""
    container = container_of(row.uri)
    try:
        status = os.stat(container) if container else None  # noqa: PTH116
    except OSError:
        return False
    if status is None:
        return False
    changed = datetime.fromtimestamp(max(status.st_mtime, status.st_ctime), UTC).replace(tzinfo=None)
    return changed > row.first_seen_at
