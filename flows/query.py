"""`copydesk sql`: questions to the published tables."""

import csv
import json
import shutil
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from copydesk.storage.desk import Desk
from copydesk.storage.errors import CopydeskError
from copydesk.storage.published import Published, open_published

PROMPT = "copydesk> "
UNBOUNDED_WIDTH = 100_000


def sql_command(arguments: Namespace) -> int:
    """Answer one query, or what is asked at a prompt."""
    write = FORMATS[arguments.format]
    with open_published(Desk(Path(arguments.desk))) as published:
        if arguments.query is not None:
            write(published, arguments.query)
        else:
            _converse(published, write)
    return 0


def _converse(published: Published, write: Callable[[Published, str], None]) -> None:
    """Answer statements, each up to its semicolon, until the input ends."""
    if sys.stdin.isatty():
        import readline  # noqa: F401 - it gives input() a history and editing keys

        with suppress(CopydeskError):  # an older copydesk published it
            for (snapshot_id,) in published.ask("select snapshot_id from desk.snapshots")[1]:
                print(f"Snapshot {snapshot_id}", file=sys.stderr)  # noqa: T201
        print("Tables: canonical_articles, articles, matches, removed_spans, … Ctrl-D ends.", file=sys.stderr)  # noqa: T201
    for statement in _statements():
        try:
            write(published, statement)
        except CopydeskError as error:
            print(error, file=sys.stderr)  # noqa: T201


def _statements() -> Iterable[str]:
    lines: list[str] = []
    while True:
        try:
            lines.append(input((PROMPT if not lines else "") if sys.stdin.isatty() else ""))
        except EOFError:
            break
        if lines[-1].rstrip().endswith(";"):
            yield "\n".join(lines)
            lines = []
    if any(line.strip() for line in lines):
        yield "\n".join(lines)


def _draw(published: Published, query: str) -> None:
    # Where nobody looks, nothing may be left out for want of room.
    published.draw(query, shutil.get_terminal_size().columns if sys.stdout.isatty() else UNBOUNDED_WIDTH)


def _write_csv(published: Published, query: str) -> None:
    columns, rows = published.ask(query)
    writer = csv.writer(sys.stdout)
    writer.writerow(columns)
    writer.writerows(rows)


def _write_json(published: Published, query: str) -> None:
    """Write one array, a record a line."""
    columns, rows = published.ask(query)
    separator = "[\n"
    for row in rows:
        record = dict(zip(columns, row, strict=True))
        sys.stdout.write(separator + json.dumps(record, ensure_ascii=False, default=_plain))
        separator = ",\n"
    sys.stdout.write("[]\n" if separator == "[\n" else "\n]\n")


def _plain(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    return str(value)


FORMATS: Mapping[str, Callable[[Published, str], None]] = {
    "table": _draw,
    "json": _write_json,
    "csv": _write_csv,
}
