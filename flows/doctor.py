"""`copydesk doctor`: is the desk sound, how large is it, how long will the disk do? And `--compact`."""

import json
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from copydesk.flows.opened import opened
from copydesk.storage.compact import compact
from copydesk.storage.database import stored_format
from copydesk.storage.desk import Desk, writing
from copydesk.storage.errors import DeskFormatError, DeskUnusableError
from copydesk.storage.examine import Examination, examine
from copydesk.storage.migrations import newest_format
from copydesk.storage.sizes import Sizes
from copydesk.tasks.clock import utc_now

EXIT_BROKEN = 1
SHOWN_TABLES = 8


def doctor_command(arguments: Namespace) -> int:
    """Examine the desk, compacted first if asked for, and print what was found; 1 if something is broken."""
    desk = Desk(Path(arguments.desk))
    desk.require_begun()
    with writing(desk, arguments.wait):
        if arguments.compact:
            with opened(desk):
                pass  # before, so that an upgrade is told
            compact(desk)
        found = examined(desk)
    if arguments.json:
        told = {"sound": not is_broken(found), **asdict(found)}
        print(json.dumps(told, ensure_ascii=False))  # noqa: T201 - the command's result
    else:
        print(examination_told(found))  # noqa: T201
    return EXIT_BROKEN if is_broken(found) else 0


def examined(desk: Desk) -> Examination:
    """Examine a desk whose lock is held; raises DeskFormatError for one of an older copydesk."""
    try:
        stored = stored_format(desk)
    except DeskUnusableError:
        return examine(desk, utc_now())  # it tells what is damaged
    if stored != newest_format():
        raise DeskFormatError(f"{desk.live}: an older copydesk wrote this desk; run: copydesk upgrade")
    return examine(desk, utc_now())


def is_broken(found: Examination) -> bool:
    """Tell whether anything was found that must not be."""
    return any(found.breaches.values())


def examination_told(found: Examination) -> str:
    """Return what was found as lines for people."""
    return "\n".join([*_told(found), *(_sizes_told(found.sizes) if found.sizes else ())])


def _told(found: Examination) -> Iterator[str]:
    for file, breaches in found.breaches.items():
        if not breaches:
            yield f"{file}: sound"
        for breach in breaches:
            yield f"{file}: broken: {breach.rule}"
            yield from (f"  {row}" for row in breach.rows)
            if breach.count > len(breach.rows):
                yield f"  and {breach.count - len(breach.rows):,} more"
            yield f"  {breach.advice}"


def _sizes_told(sizes: Sizes) -> Iterator[str]:
    yield "sizes"
    yield from (f"  {name:<22} {_readable(size):>10}" for name, size in sizes.parts.items())
    yield "the largest tables of live.duckdb"
    largest = list(sizes.tables.items())[:SHOWN_TABLES]
    yield from (f"  {name:<22} {_readable(size):>10}" for name, size in largest)
    yield f"  {'to be used again':<22} {_readable(sizes.reusable):>10}"
    each = f"{_readable(sizes.document)} each in both files"
    yield f"documents  {sizes.documents:,}{'; in a larger desk some ' if sizes.is_small else ', '}{each}"
    yield "growth"
    for month in sizes.months:
        yield f"  {month.month}  {month.documents:>10,} documents  {_readable(month.size):>10}"
    yield f"free       {_readable(sizes.free)}{_lasting(sizes)}"


def _lasting(sizes: Sizes) -> str:
    if not sizes.documents:
        return ""
    room = f": room for {sizes.free // max(sizes.document, 1):,} more documents"
    if sizes.lasts_days is None:
        return room
    pace = f"the last {sizes.pace_days} days" if sizes.pace_days > 1 else "the last day"
    return f"{room}, {sizes.lasts_days:,} days at the pace of {pace}"


def _readable(size: float) -> str:
    for unit in ("bytes", "KB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"
