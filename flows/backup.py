"""`copydesk backup`: a verified copy of the desk, or the list of those that were made."""

import json
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from copydesk.flows.opened import opened
from copydesk.storage.backup import make_backup
from copydesk.storage.backups import all_backups
from copydesk.storage.desk import Desk, writing
from copydesk.storage.errors import CopydeskError
from copydesk.storage.manifest import Manifest
from copydesk.storage.records import Backup
from copydesk.tasks.clock import utc_now


class BackupUsageError(CopydeskError):
    """Neither a folder for a backup nor --list was given."""

    exit_code = 2


def backup_command(arguments: Namespace) -> int:
    """Copy the desk and print what was copied; with --list, print where copies were put."""
    desk = Desk(Path(arguments.desk))
    if not (arguments.list or arguments.folder):
        raise BackupUsageError("say where to: copydesk backup DIR; or what there is: copydesk backup --list")
    desk.require_begun()
    with writing(desk, arguments.wait):
        with opened(desk) as live:
            if arguments.list:
                _tell_list(all_backups(live), as_json=arguments.json)
                return 0
        folder, manifest = make_backup(desk, Path(arguments.folder), utc_now())
    _tell(folder, manifest, as_json=arguments.json)
    return 0


def _tell(folder: Path, manifest: Manifest, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"path": str(folder), **asdict(manifest)}, ensure_ascii=False))  # noqa: T201 - the result
        return
    for kept in manifest.files:
        rows = f", {sum(kept.rows.values()):,} rows in {len(kept.rows)} tables" if kept.rows else ""
        print(f"{kept.name:<16} {kept.size:>14,} bytes{rows}")  # noqa: T201
    print(f"copied, compared and opened: {folder}")  # noqa: T201
    print(f'restore it with: copydesk restore "{folder}" --desk DIR')  # noqa: T201


def _tell_list(backups: Sequence[Backup], *, as_json: bool) -> None:
    listed = [asdict(backup) | {"present": Path(backup.path).exists()} for backup in backups]
    if as_json:
        print(json.dumps(listed, ensure_ascii=False, default=str))  # noqa: T201
        return
    for backup in listed:
        missing = "" if backup["present"] else "  (not there any more, or out of reach)"
        print(f"{backup['made_at']:%Y-%m-%d %H:%M} UTC  {backup['path']}  {backup['reason']}{missing}")  # noqa: T201
    if not listed:
        print("no backup was made of this desk")  # noqa: T201
