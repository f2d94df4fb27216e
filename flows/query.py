"""`copydesk sql`: questions to the published tables."""

import csv
import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from copydesk.storage.desk import Desk
from copydesk.storage.errors import CopydeskError
from copydesk.storage.published import Answer, Published, open_published

PROMPT = "copydesk> "


def sql_command(arguments: Namespace) -> int:
    """Answer one query, or what is asked at a prompt."""
    write = FORMATS[arguments.format]
    with open_published(Desk(Path(arguments.desk))) as published:
        if arguments.query is not None:
            _answer(published, arguments.query, write)
        else:
            _converse(published, write)
    return 0


def _answer(published: Published, query: str, write: Callable[[Answer], None]) -> None:
    answer = published.ask(query)
    if answer is not None:
        write(answer)


def _converse(published: Published, write: Callable[[Answer], None]) -> None:
    """Answer statements, each up to its semicolon, until the input ends."""
    if sys.stdin.isatty():
        import readline  # noqa: F401 - it gives input() a history and editing keys

        print("Tables: canonical_articles, articles, matches, removed_spans, … Ctrl-D ends.", file=sys.stderr)  # noqa: T201
    for statement in _statements():
        try:
            _answer(published, statement, write)
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


def _write_table(answer: Answer) -> None:
    sys.stdout.write(answer.drawn.rstrip() + "\n")


def _write_csv(answer: Answer) -> None:
    writer = csv.writer(sys.stdout)
    writer.writerow(answer.columns)
    writer.writerows(answer.rows)


def _write_json(answer: Answer) -> None:
    records = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    json.dump(records, sys.stdout, ensure_ascii=False, default=_plain, indent=1)
    sys.stdout.write("\n")


def _plain(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    return str(value)


FORMATS: Mapping[str, Callable[[Answer], None]] = {"table": _write_table, "json": _write_json, "csv": _write_csv}
