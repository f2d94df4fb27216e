"""What an exported snapshot says of itself: `manifest.json`, and `copydesk verify`, which checks it."""

import json
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from copydesk.flows.settings import Settings
from copydesk.storage.checksums import LIST, check_checksums
from copydesk.storage.errors import CopydeskError
from copydesk.storage.export import Written
from copydesk.storage.snapshots import Snapshot, told_again

MANIFEST = "manifest.json"


class NoSnapshotError(CopydeskError):
    """The folder is not what `copydesk export --snapshot` writes."""

    exit_code = 2


def write_manifest(folder: Path, snapshot: Snapshot, tables: Sequence[Written], settings: Settings) -> None:
    """Write the snapshot, the settings that decide results, and every table with its columns and rows.

    Nothing of it depends on the hour or the machine. The settings are those of `copydesk.toml`; where they
    are not those in force (`settings_hash` is not `snapshot.settings`), a rematch is due.
    """
    stated = asdict(snapshot)
    record = {
        "snapshot_id": snapshot.snapshot_id,
        "text": any(column.name == "body" for table in tables for column in table.columns),
        # Too large for the numbers of JSON's readers.
        "snapshot": {**stated, **{name: str(stated[name]) for name in ("articles_hash", "decisions_hash")}},
        "settings_hash": settings.hash,
        "settings": settings.model_dump(mode="json", include={"matching", "publisher"}),
        "tables": {
            table.table: {"rows": table.rows, "columns": [asdict(column) for column in table.columns]}
            for table in tables
        },
    }
    text = json.dumps(record, ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def verify_command(arguments: Namespace) -> int:
    """Say whether an exported snapshot is as it was written, and whether its articles give its id again."""
    folder = Path(arguments.folder)
    manifest = _read(folder)
    try:
        files, faults = check_checksums(folder)
        stated = _stated(manifest["snapshot"])
        again = (
            None if faults else told_again(stated, folder / "data" / "articles", with_text=manifest["text"])
        )
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise NoSnapshotError(f"{folder}: is no whole snapshot: {error}") from error
    if again is not None and again != stated:
        faults.append(f"the articles give the snapshot {again.snapshot_id}, not {stated.snapshot_id}")
    if arguments.json:
        record = {"snapshot_id": stated.snapshot_id, "files": files, "faults": faults}
        print(json.dumps(record, ensure_ascii=False))  # noqa: T201 - the command's result
    else:
        verdict = [f"{files} files are as they were written; their articles give this id again"]
        print("\n".join([f"snapshot {stated.snapshot_id}", *(faults or verdict)]))  # noqa: T201
    return 1 if faults else 0


def _read(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = f"{folder}: holds no {MANIFEST} and {LIST} of copydesk export --snapshot: {error}"
        raise NoSnapshotError(message) from error
    return manifest if isinstance(manifest, dict) else {}


def _stated(record: object) -> Snapshot:
    return TypeAdapter(Snapshot).validate_python(record)
