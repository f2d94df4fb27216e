"""Which exports were made of a desk: `exports.jsonl`, a line each, since readers write to no database."""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from copydesk.storage.desk import Desk


@dataclass(frozen=True, slots=True)
class ExportMade:
    """One export: the folder it went to, when (UTC), of which state and tables, and whether with words."""

    path: str
    made_at: datetime
    snapshot_id: str
    tables: tuple[str, ...]
    where: str | None
    with_text: bool


def remember_export(desk: Desk, made: ExportMade) -> None:
    """Add a line. Raises OSError where the desk's folder is not ours to write."""
    line = json.dumps({**asdict(made), "made_at": made.made_at.isoformat()}, ensure_ascii=False) + "\n"
    # One write at the end of the file: two exports at once do not mix their lines.
    descriptor = os.open(desk.exports, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(descriptor, line.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def exports_since(desk: Desk, moment: datetime) -> Sequence[ExportMade]:
    """Return the exports made at a moment or later: those that can hold what was published then."""
    try:
        lines = desk.exports.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    made = [_export(json.loads(line)) for line in lines if line]
    return [export for export in made if export.made_at >= moment]


def _export(record: dict[str, object]) -> ExportMade:
    tables = record["tables"]
    return ExportMade(
        path=str(record["path"]),
        made_at=datetime.fromisoformat(str(record["made_at"])),
        snapshot_id=str(record["snapshot_id"]),
        tables=tuple(map(str, tables)) if isinstance(tables, list) else (),
        where=None if record["where"] is None else str(record["where"]),
        with_text=bool(record["with_text"]),
    )
