"""`copydesk rejects`: what was refused and why, one reject as a whole, and trying them again."""

import json
import sys
from argparse import Namespace
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copydesk.flows.reject_words import listing, shown
from copydesk.storage.desk import Desk
from copydesk.storage.errors import CopydeskError
from copydesk.storage.published import read_published
from copydesk.storage.rejects import Wanted, find_reject, find_rejects, payload_of, reject_groups

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

RETRY = "retry"


class RejectUsageError(CopydeskError):
    """What is asked of the rejects contradicts itself."""

    exit_code = 2


def rejects_command(arguments: Namespace) -> int:
    """List rejects, show one, or try them again."""
    desk = Desk(Path(arguments.desk))
    words = arguments.words
    if words[:1] == [RETRY]:
        return _retry(desk, words[1:], arguments)
    if len(words) > 1:
        raise RejectUsageError(f"show one reject at a time, or say: copydesk rejects {RETRY} ID...")
    if arguments.limit < 1 or (arguments.raw and not words):
        raise RejectUsageError("--limit takes a number from 1 on; --raw the ID of a reject")
    if words:
        return _show(desk, words[0], arguments)
    wanted = Wanted((), arguments.source, arguments.reason, arguments.resolved)
    with read_published(desk) as published:
        groups = reject_groups(published, wanted)
        rows = find_rejects(published, wanted, arguments.limit)
    if arguments.json:
        record = {"groups": groups, "rejects": [asdict(row) for row in rows]}
        print(json.dumps(record, ensure_ascii=False, default=str))  # noqa: T201 - the command's result
    else:
        print(listing(groups, rows, arguments.resolved))  # noqa: T201
    return 0


def _show(desk: Desk, key: str, arguments: Namespace) -> int:
    with read_published(desk) as published:
        row = find_reject(published, key)
        payload = payload_of(published, desk.folder, row)
    if arguments.raw:
        sys.stdout.buffer.write(payload)
        sys.stdout.buffer.flush()
    elif arguments.json:
        record = asdict(row) | {"payload": payload.decode("utf-8", "backslashreplace")}
        print(json.dumps(record, ensure_ascii=False, default=str))  # noqa: T201
    else:
        print(shown(row, payload))  # noqa: T201
    return 0


def _retry(desk: Desk, keys: list[str], arguments: Namespace) -> int:
    with read_published(desk) as published:
        named = tuple(find_reject(published, key).reject_id for key in keys)
        wanted = Wanted(named, arguments.source, arguments.reason)
        count = sum(int(str(group["rejects"])) for group in reject_groups(published, wanted))
    if not count:
        print("copydesk: nothing that is refused is meant by that", file=sys.stderr)  # noqa: T201
        return 0

    def load() -> Callable[[], Awaitable["State[Any]"]]:
        from copydesk.flows.retry import Choice, retry

        choice = Choice(named, arguments.source, arguments.reason)
        wait = max(WAIT_FOR_FLOW_SECONDS, float(arguments.wait))
        return lambda: retry(choice, str(desk.folder), wait, Reading(map=arguments.map), return_state=True)

    from copydesk.flows.launch import WAIT_FOR_FLOW_SECONDS, launch, show
    from copydesk.flows.source_settings import Reading

    return show(launch(desk, load, ["rejects"], arguments.wait), as_json=arguments.json)
