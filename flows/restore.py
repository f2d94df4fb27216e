"""`copydesk restore`: a backup, checked and put in the place of a desk or where there was none."""

import json
from argparse import Namespace
from dataclasses import asdict, dataclass
from pathlib import Path

from copydesk.flows.opened import opened
from copydesk.flows.opening import new_run, rules_of
from copydesk.flows.settings import load_settings
from copydesk.storage import runs
from copydesk.storage.backup import parts_of
from copydesk.storage.backups import add_backup
from copydesk.storage.database import Database
from copydesk.storage.desk import Desk, writing
from copydesk.storage.errors import DeskUnusableError
from copydesk.storage.manifest import Manifest
from copydesk.storage.publish import publish
from copydesk.storage.records import Backup
from copydesk.storage.restore import carry_over, carry_over_published, check_backup, put_in_place, set_aside
from copydesk.storage.rewriting import owe_rewriting
from copydesk.storage.runs import Tally
from copydesk.storage.tombstones import returned_documents
from copydesk.tasks.clock import utc_now
from copydesk.tasks.forget import withdraw
from copydesk.tasks.line import Line
from copydesk.tasks.text.marks import id_mark

LEARNED = {
    "all": "",
    "ids": "the live file that stood here could not be read; what was withdrawn is known by its id from the "
    "published one, and may come in again under another\n",
    "none": "what was withdrawn after that is not known here: withdraw it again with copydesk forget\n",
}


@dataclass(frozen=True, slots=True)
class Restored:
    """What was learned from the desk that stood in the place ("all", "ids", "none"), and what that undid."""

    knowledge: str
    withdrawn_again: int


def restore_command(arguments: Namespace) -> int:
    """Put a backup in place, upgrade and publish what it holds, and print what was done."""
    desk, folder = Desk(Path(arguments.desk)), Path(arguments.backup)
    manifest = check_backup(folder)
    desk.create()
    with writing(desk, arguments.wait):
        if parts_of(desk) and not arguments.replace:
            raise DeskUnusableError(
                f"{desk.folder}: there is a desk here; restore elsewhere with --desk DIR, or say --replace, "
                "which keeps a copy of this one"
            )
        aside = set_aside(desk, utc_now()) if parts_of(desk) else None
        put_in_place(folder, manifest, desk)
        done = _bring_up(desk, aside)
    _tell(manifest, aside, done, as_json=arguments.json)
    return 0


def _bring_up(desk: Desk, aside: Backup | None) -> Restored:
    """Open the restored desk, which upgrades it, and publish it."""
    with opened(desk) as live:
        knowledge = "none"
        if aside is not None:
            knowledge = _carry_over(live, Path(aside.path), desk)
            add_backup(live, aside)
        withdrawn = _withdraw_again(live, desk)
        if not withdrawn:
            publish(live, desk, lambda: None)
        return Restored(knowledge, withdrawn)


def _carry_over(live: Database, aside: Path, desk: Desk) -> str:
    """Return what could be learned from the desk that stood here: "all", its "ids", or "none"."""
    if carry_over(live, aside / desk.live.name):
        return "all"
    return "ids" if carry_over_published(live, aside / desk.published.name, id_mark) else "none"


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


def _tell(manifest: Manifest, aside: Backup | None, done: Restored, *, as_json: bool) -> None:
    if as_json:
        told = {"made_at": manifest.made_at, "aside": aside and aside.path, **asdict(done)}
        print(json.dumps(told, ensure_ascii=False))  # noqa: T201 - the command's result
        return
    print(f"restored the desk as it was on {manifest.made_at.replace('T', ' ')[:19]} UTC, and published it")  # noqa: T201
    if aside is not None:
        print(f"what stood here before: {aside.path}")  # noqa: T201
    if done.withdrawn_again:
        print(f"withdrawn since, and so again: {done.withdrawn_again} documents")  # noqa: T201
    print(LEARNED[done.knowledge], end="")  # noqa: T201
