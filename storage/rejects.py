"""Refused inputs: recorded, listed, read again, and settled by what came of that."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from copydesk.storage import staging
from copydesk.storage.database import Database
from copydesk.storage.errors import CopydeskError
from copydesk.storage.payloads import keep_payloads
from copydesk.storage.runs import Run

BATCH_ROWS = 2_000
BATCH_BYTES = 16_000_000


class NoSuchRejectError(CopydeskError):
    """No refused input has the id that was named, or several begin so."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rejects are meant: those named, if any; of a source; whose reason holds these words."""

    reject_ids: Sequence[str] = ()
    source: str | None = None
    reason: str | None = None
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class RejectRow:
    """A refused input as it is listed; `payload_bytes` is None where the size of the whole is not known."""

    reject_id: str
    source: str
    uri: str
    location: str | None
    stage: str
    reason: str
    retriable: bool
    payload_bytes: int | None
    payload_hash: str | None
    payload_file: str | None
    is_whole: bool
    given: str | None
    attempts: int
    run_id: str
    last_run_id: str | None
    first_seen_at: datetime
    resolved_at: datetime | None


@dataclass(frozen=True, slots=True)
class KeptInput:
    """A refused input with its bytes, and how to read them again (JSON)."""

    reject_id: str
    source: str
    uri: str
    location: str | None
    given: str
    payload: bytes


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an input that was tried again is still refused."""

    stage: str
    reason: str
    retriable: bool


def add_rejects(live: Database, rejects: pa.Table, run: Run) -> int:
    """Add refusals that are not recorded yet; one that was resolved and is met again is open again.

    Return how many of them are no news: they stood in a list when it was read before.
    """
    if not len(rejects):
        return 0
    with live.showing({"staged_rejects": keep_payloads(live, rejects)}):
        known = live.arrow("select_known_refusals")
        with live.showing({"staged_known_refusals": known}):
            live.execute("insert_rejects", {"run_id": run.run_id, "now": run.started_at})
    return int(sum(known["inputs"].to_pylist()))


def find_rejects(database: Database, wanted: Wanted, limit: int | None = None) -> list[RejectRow]:
    """Return the rejects that are meant, the newest first."""
    parameters = {**_parameters(wanted), "most": limit}
    with database.showing({"staged_named": _named(wanted.reject_ids)}):
        return [RejectRow(**row) for row in database.arrow("select_rejects", parameters).to_pylist()]


def reject_groups(database: Database, wanted: Wanted) -> list[dict[str, object]]:
    """Return how many of the rejects that are meant each source has for each reason, most first."""
    with database.showing({"staged_named": _named(wanted.reject_ids)}):
        groups: list[dict[str, object]] = database.arrow(
            "select_reject_groups", _parameters(wanted)
        ).to_pylist()
    return groups


def settled_rejects(database: Database, source: str) -> set[str]:
    """Return the ids of a source's rejects that are resolved."""
    return {row.reject_id for row in find_rejects(database, Wanted(source=source, resolved=True))}


def find_reject(database: Database, key: str) -> RejectRow:
    """Return the reject whose id this is or begins so. Raises NoSuchRejectError."""
    found = [str(reject_id) for (reject_id,) in database.rows("select_reject_ids", {"key": key})]
    if len(found) > 1 and key not in found:
        raise NoSuchRejectError(f"{key}: {len(found)} rejects begin so; write more of it")
    rows = find_rejects(database, Wanted([key] if key in found else found)) if found else []
    rows = rows or (find_rejects(database, Wanted(found, resolved=True)) if found else [])
    if not rows:
        raise NoSuchRejectError(f"{key}: there is no such reject; see: copydesk rejects")
    return rows[0]


def payload_of(database: Database, desk_folder: Path, row: RejectRow) -> bytes:
    """Return the bytes that are kept of a reject: all of them, or their beginning."""
    if row.payload_file is not None and (desk_folder / row.payload_file).exists():
        return (desk_folder / row.payload_file).read_bytes()
    return _payloads(database, [row.reject_id])[row.reject_id]


def kept_inputs(live: Database, rows: Sequence[RejectRow]) -> Iterator[list[KeptInput]]:
    """Yield the rejects that have all their bytes, some at a time; no two of a batch stand in one place."""
    folder = live.folder()
    for batch in _batches([row for row in rows if row.given is not None and row.is_whole]):
        payloads = _payloads(live, [row.reject_id for row in batch if row.payload_file is None])
        yield [_kept(row, payloads, folder) for row in batch if _is_there(row, folder)]


def record_attempts(live: Database, outcomes: Mapping[str, Refusal | None], run: Run, now: datetime) -> None:
    """Record that rejects were tried again: still refused, for this reason, or resolved."""
    rows = [
        {"reject_id": reject_id, "is_refused": refusal is not None, **(asdict(refusal) if refusal else {})}
        for reject_id, refusal in outcomes.items()
    ]
    table = pa.Table.from_pylist(rows, staging.ATTEMPTS)
    with live.transaction(), live.showing({"staged_attempts": table}):
        live.execute("update_tried_rejects", {"run_id": run.run_id, "now": now})


def _batches(rows: Sequence[RejectRow]) -> Iterator[list[RejectRow]]:
    batch: list[RejectRow] = []
    places: set[tuple[str, str | None]] = set()
    size = 0
    for row in rows:
        place = (row.uri, row.location)
        if place in places or len(batch) >= BATCH_ROWS or size > BATCH_BYTES:
            yield batch
            batch, places, size = [], set(), 0
        batch.append(row)
        places.add(place)
        size += row.payload_bytes or 0
    if batch:
        yield batch


def _kept(row: RejectRow, payloads: Mapping[str, bytes], folder: Path) -> KeptInput:
    payload = (folder / row.payload_file).read_bytes() if row.payload_file else payloads[row.reject_id]
    return KeptInput(row.reject_id, row.source, row.uri, row.location, row.given or "{}", payload)


def _is_there(row: RejectRow, folder: Path) -> bool:
    return row.payload_file is None or (folder / row.payload_file).exists()


def _payloads(database: Database, reject_ids: Sequence[str]) -> dict[str, bytes]:
    with database.showing({"staged_named": _named(reject_ids)}):
        rows = database.arrow("select_payloads").to_pylist()
    return {row["reject_id"]: row["payload"] or b"" for row in rows}


def _parameters(wanted: Wanted) -> dict[str, object]:
    return {
        "named": bool(wanted.reject_ids),
        "source": wanted.source,
        "reason": wanted.reason,
        "resolved": wanted.resolved,
    }


def _named(reject_ids: Sequence[str]) -> pa.Table:
    return pa.table({"reject_id": pa.array(reject_ids, pa.string())})
