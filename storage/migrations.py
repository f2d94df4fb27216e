"""The steps from one format of the desk to the next.

A step is a file `sql/migrations/NNN_<what>.sql`, by which a desk of the format before becomes one of format
NNN; its first line says what it does. A new desk is laid out by `create_tables.sql`, `create_index.sql` and
`create_views.sql` and is done with all of them. So a change of the schema is made in two places, here and
there, and a test compares what comes of both; comments and views are taken from there alone.
"""

from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "sql" / "migrations"


class Step(NamedTuple):
    """One migration: the format it leads to, the statement that does it, and what that does, in words."""

    number: int
    statement: str
    what: str


@cache
def steps() -> tuple[Step, ...]:
    """Return every step, in order. Format 1 was the first; nothing leads there."""
    return tuple(map(_step, sorted(FOLDER.glob("*.sql"))))


def newest_format() -> int:
    """Return the format that this copydesk reads and writes."""
    return steps()[-1].number


def steps_from(desk_format: int) -> tuple[Step, ...]:
    """Return the steps that a desk of this format has still to take."""
    return tuple(step for step in steps() if step.number > desk_format)


def _step(file: Path) -> Step:
    first_line = file.read_text(encoding="utf-8").partition("\n")[0]
    return Step(int(file.stem.partition("_")[0]), f"migrations/{file.stem}", first_line.removeprefix("-- "))
