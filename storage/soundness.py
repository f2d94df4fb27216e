"""What must hold in every desk at any time, and the rows that break it.

Each rule is a file: `sql/checks/` holds what is true of the live and the published file, `sql/live_checks/`
what is true of the live one alone. The first line of a file says what holds, the second what to do where it
does not; the query yields a line of words for every row that breaks it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from copydesk.storage.database import Database, statement

FOLDER = Path(__file__).parent / "sql"
SHOWN_ROWS = 20


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that does not hold: what it says, what to do, how many rows break it, and the first of them."""

    rule: str
    advice: str
    count: int
    rows: Sequence[str]


def published_breaches(published: Database) -> list[Breach]:
    """Return what is broken in the published file."""
    return list(_breaches(published, "checks"))


def live_breaches(live: Database) -> list[Breach]:
    """Return what is broken in the live file."""
    return [*_breaches(live, "checks"), *_breaches(live, "live_checks")]


def differing_rows(live: Database) -> list[Breach]:
    """Return where the attached `published` file holds other rows than the live one."""
    tables = [table for (table,) in live.rows("select_unlike_tables")]
    rows = [str(row) for table in tables for (row,) in live.rows("select_unlike_rows", {"table": table})]
    if not tables:
        return []
    rule = "What is published is what the live file holds."
    advice = "Move articles.duckdb away and run: copydesk doctor --compact, which writes it anew."
    return [Breach(rule, advice, len(rows), rows[:SHOWN_ROWS])]


def _breaches(database: Database, folder: str) -> Iterator[Breach]:
    for file in sorted((FOLDER / folder).glob("*.sql")):
        rows = [str(row) for (row,) in database.rows_in_room(f"{folder}/{file.stem}")]
        if rows:
            rule, advice = (
                line.removeprefix("-- ") for line in statement(f"{folder}/{file.stem}").split("\n", 2)[:2]
            )
            yield Breach(rule, advice, len(rows), sorted(rows)[:SHOWN_ROWS])
