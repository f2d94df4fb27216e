"""`copydesk export`: published tables as files, or all that a paper needs of the state they are in."""

import json
import shutil
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from copydesk.flows.manifest import write_manifest
from copydesk.flows.remembered import remember
from copydesk.flows.settings import load_settings
from copydesk.storage.checksums import write_checksums
from copydesk.storage.desk import Desk
from copydesk.storage.errors import CopydeskError
from copydesk.storage.export import Exporter, Wanted, Written, open_export
from copydesk.storage.exports import ExportMade
from copydesk.storage.folders import appearing
from copydesk.storage.snapshots import Snapshot
from copydesk.tasks.clock import utc_now

DEFAULT_TABLE = "canonical_articles"
DATA = ("articles", "clusters", "matches", "removed_spans")
WORDY_DATA = ("raw_documents", "credits")
# The log of decisions: people's, and what followed from them.
LOG = ("overrides", "source_furniture", "tombstones", "canonical_changes", "runs")


class ExportUsageError(CopydeskError):
    """Words of the command contradict each other."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export holds."""

    snapshot: Snapshot
    tables: Sequence[Written]


def export_command(arguments: Namespace) -> int:
    """Write a table, or a snapshot of all of them, into a folder that appears when it is whole."""
    if arguments.snapshot and (arguments.table or arguments.where or arguments.format):
        raise ExportUsageError(
            "--snapshot takes every table whole, as Parquet: leave out --table, --where and --format"
        )
    desk, folder = Desk(Path(arguments.desk)), Path(arguments.folder)
    with appearing(folder) as part:
        spill = part / ".spill"
        with open_export(desk, spill) as exporter:
            exported = (_snapshot if arguments.snapshot else _table)(exporter, part, arguments)
        shutil.rmtree(spill, ignore_errors=True)
        if arguments.snapshot:
            write_manifest(part, exported.snapshot, exported.tables, load_settings(desk.settings))
            write_checksums(part)
        remember(desk, _made(folder, exported, arguments))
    _tell(folder, exported, arguments)
    return 0


def _table(exporter: Exporter, folder: Path, arguments: Namespace) -> Exported:
    wanted = Wanted(arguments.table or DEFAULT_TABLE, arguments.where, not arguments.no_text)
    write = exporter.write_lines if arguments.format == "jsonl" else exporter.write_parquet
    return Exported(exporter.snapshot(), [write(wanted, folder)])


def _snapshot(exporter: Exporter, folder: Path, arguments: Namespace) -> Exported:
    with_text = not arguments.no_text
    data = (*DATA, *WORDY_DATA) if with_text else DATA
    tables = [
        exporter.write_parquet(Wanted(table, None, with_text), folder / "data" / inside)
        for table in data
        for inside in [table if table in ("articles", "raw_documents") else ""]
    ]
    log = [exporter.write_lines(Wanted(table, None, with_text), folder / "log") for table in LOG]
    return Exported(exporter.snapshot(), [*tables, *log])


def _made(folder: Path, exported: Exported, arguments: Namespace) -> ExportMade:
    return ExportMade(
        path=str(folder.absolute()),
        made_at=utc_now(),
        snapshot_id=exported.snapshot.snapshot_id,
        tables=tuple(written.table for written in exported.tables),
        where=arguments.where,
        with_text=not arguments.no_text,
    )


def _tell(folder: Path, exported: Exported, arguments: Namespace) -> None:
    rows = {written.table: written.rows for written in exported.tables}
    snapshot_id = exported.snapshot.snapshot_id
    if arguments.json:
        record = {
            "folder": str(folder),
            "snapshot_id": snapshot_id,
            "text": not arguments.no_text,
            "rows": rows,
        }
        print(json.dumps(record, ensure_ascii=False))  # noqa: T201 - the command's result
        return
    lines = [
        ("folder", str(folder)),
        ("snapshot", snapshot_id),
        *((table, str(n)) for table, n in rows.items()),
    ]
    print("\n".join(f"{name:<19}{value}" for name, value in lines))  # noqa: T201
