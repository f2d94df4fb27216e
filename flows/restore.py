"""`copydesk restore`: a backup, checked and put in the place of a desk or where there was none."""

import json
from argparse import Namespace
from pathlib import Path

from copydesk.flows.clock import utc_now
from copydesk.flows.opening import new_run, rules_of
from copydesk.flows.settings import load_settings
from copydesk.storage import runs
from copydesk.storage.backups import add_backup
from copydesk.storage.database import Database, open_live
from copydesk.storage.desk import Desk, writing
from copydesk.storage.errors import DeskUnusableError
from copydesk.storage.manifest import Manifest
from copydesk.storage.publish import publish
from copydesk.storage.records import Backup
from copydesk.storage.restore import carry_over, check_backup, put_in_place, set_aside
from copydesk.storage.rewriting import owe_rewriting
from copydesk.storage.runs import Tally
from copydesk.storage.tombstones import returned_documents
from copydesk.tasks.forget import withdraw
from copydesk.tasks.line import Line


def restore_command(arguments: Namespace) -> int:
    """Put a backup in place, upgrade and publish what it holds, and print what was done."""
    desk, folder = Desk(Path(arguments.desk)), Path(arguments.backup)
    manifest = check_backup(folder)
    desk.create()
    with writing(desk, arguments.wait):
        if desk.live.exists() and not arguments.replace:
            raise DeskUnusableError(
                f"{desk.folder}: there is a desk here; restore elsewhere with --desk DIR, or say --replace, "
                "which keeps a copy of this one"
            )
        aside = set_aside(desk, utc_now()) if desk.live.exists() else None
        put_in_place(folder, manifest, desk)
        withdrawn = _bring_up(desk, aside)
    _tell(manifest, aside, withdrawn, as_json=arguments.json)
    return 0


def _bring_up(desk: Desk, aside: Backup | None) -> int:
    """Open the restored desk, which upgrades it, and publish it.

    Returns how many documents came back that had been withdrawn since, and are withdrawn again.
    """
    with open_live(desk) as live:
        if aside is not None:
            carry_over(live, Path(aside.path) / desk.live.name)
            add_backup(live, aside)
        withdrawn = _withdraw_again(live, desk)
        if not withdrawn:
            publish(live, desk, lambda: None)
        return withdrawn


def _withdraw_again(live: Database, desk: Desk) -> int:
    returned = returned_documents(live)
    if not returned:
        return 0
    settings = load_settings(desk.settings)
    line = Line(live, rules_of(live, settings), new_run(settings, None))
    runs.start_run(live, line.run)
    owe_rewriting(desk)
    for word, article_ids in returned:
        withdraw(line, article_ids, word)
    publish(live, desk, lambda: runs.record_tally(live, line.run, Tally(), ("Completed", utc_now())))
    return sum(len(article_ids) for _, article_ids in returned)


def _tell(manifest: Manifest, aside: Backup | None, withdrawn: int, *, as_json: bool) -> None:
    if as_json:
        told = {"made_at": manifest.made_at, "aside": aside and aside.path, "withdrawn_again": withdrawn}
        print(json.dumps(told, ensure_ascii=False))  # noqa: T201 - the command's result
        return
    print(f"restored the desk as it was on {manifest.made_at.replace('T', ' ')[:19]} UTC, and published it")  # noqa: T201
    if aside is not None:
        print(f"what stood here before: {aside.path}")  # noqa: T201
        if withdrawn:
            print(f"withdrawn since, and so again: {withdrawn} documents")  # noqa: T201
    else:
        print("what was withdrawn after that is back: withdraw it again with copydesk forget")  # noqa: T201
