"""`copydesk upgrade`: a desk of an older copydesk gets today's tables. The next run would do the same."""

import json
from argparse import Namespace
from pathlib import Path

from copydesk.storage.database import open_live, stored_format
from copydesk.storage.desk import Desk, writing
from copydesk.storage.migrations import Step, newest_format, steps_from
from copydesk.storage.publish import publish


def upgrade_command(arguments: Namespace) -> int:
    """Tell what changes, and unless only that was asked for, keep a backup, change it and publish."""
    desk = Desk(Path(arguments.desk))
    desk.require_begun()
    with writing(desk, arguments.wait):
        found = stored_format(desk)
        steps = steps_from(found)
        backup = _upgrade(desk) if steps and not arguments.check else None
    if arguments.json:
        changes = [{"format": step.number, "what": step.what} for step in steps]
        told = {"format": found, "newest": newest_format(), "changes": changes, "backup": backup}
        print(json.dumps(told | {"upgraded": backup is not None}, ensure_ascii=False))  # noqa: T201 - the result
    else:
        _tell(found, steps, backup)
    return 0


def _upgrade(desk: Desk) -> str | None:
    """Upgrade a desk and return where it is kept as it was."""
    with open_live(desk) as live:
        publish(live, desk, lambda: None)
        return live.upgrade.kept.path if live.upgrade else None


def _tell(found: int, steps: tuple[Step, ...], backup: str | None) -> None:
    if not steps:
        print(f"the desk has format {found}, which is the newest: nothing to do")  # noqa: T201
        return
    done = "was upgraded" if backup else "would be upgraded"
    print(f"the desk has format {found} and {done} to format {newest_format()}:")  # noqa: T201
    for step in steps:
        print(f"  {step.number}  {step.what}")  # noqa: T201
    print(f"as it was: {backup}" if backup else "nothing was changed; without --check it is")  # noqa: T201
