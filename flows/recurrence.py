"""`copydesk furniture`: lines that recur in the articles of one source, and a person's word on them."""

import getpass
import json
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from copydesk.flows.meant import meant
from copydesk.flows.opened import opened
from copydesk.storage.desk import Desk, writing
from copydesk.storage.errors import CopydeskError
from copydesk.storage.furniture import LineDecision, decide_line, forget_line, sources_of_articles
from copydesk.storage.published import open_published
from copydesk.tasks.clock import utc_now
from copydesk.tasks.text.furniture.accepted import mask_line

PROPOSALS = """
    select source, line, clusters, articles, example from recurring_lines
    anti join source_furniture using (source, line)
    order by clusters desc, source, line
"""


class NothingToDecideError(CopydeskError):
    """A line was to be decided on, but its source was not named, or the reverse."""

    exit_code = 2


def furniture_command(arguments: Namespace) -> int:
    """List what recurs, or record what a person says of one line."""
    desk = Desk(Path(arguments.desk))
    decided = next((line for line in (arguments.accept, arguments.story, arguments.undo) if line), None)
    if decided is None:
        return _list(desk, arguments)
    if arguments.source is None:
        raise NothingToDecideError("name the source whose line it is: --source NAME")
    _decide(desk, arguments, mask_line(decided))
    print("recorded; `copydesk reclean` applies it to what is stored")  # noqa: T201
    return 0


def _list(desk: Desk, arguments: Namespace) -> int:
    with open_published(desk) as published:
        columns, rows = published.ask(PROPOSALS)
        found = [row for row in rows if arguments.source in (None, row[0])]
    if arguments.json:
        print(json.dumps([dict(zip(columns, row, strict=True)) for row in found], ensure_ascii=False))  # noqa: T201
    for row in [] if arguments.json else found:
        _print(row)
    if not found and not arguments.json:
        print("nothing to decide: a line is proposed that stands in three stories of one source or more")  # noqa: T201
    return 0


def _print(row: Sequence[object]) -> None:
    source, line, clusters, articles, example = row
    print(f"{source}: in {articles} articles of {clusters} clusters\n    {line}")  # noqa: T201
    if example != line:
        print(f"    for instance: {example}")  # noqa: T201


def _decide(desk: Desk, arguments: Namespace, line: str) -> None:
    desk.require_begun()
    with writing(desk), opened(desk) as live, live.transaction():
        if arguments.undo:
            if not forget_line(live, arguments.source, line):
                raise NothingToDecideError(f"nothing was said of this line of {arguments.source}")
            return
        _check_source(arguments.source, sources_of_articles(live))
        kind = arguments.kind if arguments.accept else None
        decision = LineDecision(arguments.source, line, kind, arguments.author or getpass.getuser())
        decide_line(live, decision, utc_now())


def _check_source(named: str, known: Sequence[str]) -> None:
    """Refuse a source that is misspelt: its rule would never apply to anything."""
    if named not in known:
        raise NothingToDecideError(f"there is no article of the source {named!r}{meant(named, known)}")
