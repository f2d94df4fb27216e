"""The published database, opened for questions, with the users' own tables beside it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from copydesk.storage.desk import Desk
from copydesk.storage.errors import CopydeskError, DeskUnusableError


class QueryError(CopydeskError):
    """DuckDB refused a query."""


class NotPublishedError(CopydeskError):
    """The desk has no published database yet."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows a query gave, and how DuckDB draws them for a terminal."""

    columns: Sequence[str]
    rows: Sequence[tuple[object, ...]]
    drawn: str


class Published:
    """Answers queries over the published tables; `notes` is the schema of the user's own."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def ask(self, query: str) -> Answer | None:
        """Run a query; None when it has no rows to give (CREATE, INSERT, …). Raises QueryError."""
        try:
            relation = self._connection.sql(query)
            if relation is None:
                return None
            drawn = str(relation)
            return Answer(relation.columns, relation.fetchall(), drawn)
        except duckdb.Error as error:
            raise QueryError(str(error)) from error


@contextmanager
def open_published(desk: Desk) -> Iterator[Published]:
    """Open the published file for reading and `notes` for writing.

    Where another process has `notes` open it is left out, and a query that names it says so.
    Raises NotPublishedError when nothing was ever published here.
    """
    if not desk.published.exists():
        raise NotPublishedError(f"{desk.published}: nothing is published here yet; run: copydesk ingest SOURCE")
    with duckdb.connect(":memory:") as connection:
        try:
            connection.execute(f"attach {_quoted(desk.published)} as desk (read_only)")
        except duckdb.Error as error:
            raise DeskUnusableError(f"{desk.published}: cannot open the published database: {error}") from error
        try:
            connection.execute(f"attach {_quoted(desk.notes)} as notes (storage_version 'v1.4.0')")
        except duckdb.Error:
            pass
        connection.execute("use desk")
        yield Published(connection)


def _quoted(path: object) -> str:
    return "'" + str(path).replace("'", "''") + "'"
