"""The published database, opened for questions, with the users' own tables beside it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import duckdb

from copydesk.storage.connection import STORAGE_VERSION, Database, Settings, quoted
from copydesk.storage.desk import Desk
from copydesk.storage.errors import CopydeskError, DeskFormatError, DeskUnusableError

BATCH_ROWS = 2_000
DRAWN_ROWS = 40


class QueryError(CopydeskError):
    """DuckDB refused a query."""


class NotPublishedError(CopydeskError):
    """The desk has no published database yet."""


class Published:
    """Answers queries over the published tables; `notes` is the schema of the user's own."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, without_notes: str = "") -> None:
        """Take an open connection, and why there are no `notes` on it, if there are none."""
        self._connection = connection
        self._without_notes = without_notes

    def draw(self, query: str, width: int) -> None:
        """Print what a query gives, drawn by DuckDB in `width` columns of a terminal. Raises QueryError."""
        with self._told():
            relation = self._connection.sql(query)
            if relation is not None:
                relation.show(max_width=width, max_rows=DRAWN_ROWS)

    def ask(self, query: str) -> tuple[Sequence[str], Iterator[tuple[object, ...]]]:
        """Return the columns and the rows a query gives. Raises QueryError, on reading the rows as well."""
        with self._told():
            cursor = self._connection.execute(query)
            columns = [str(column[0]) for column in cursor.description or ()]
        return columns, _rows(cursor)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say why `notes` is not there: DuckDB says that it does not exist, as if its tables were lost."""
        try:
            with told():
                yield
        except QueryError as error:
            if not self._without_notes or "notes" not in str(error):
                raise
            raise QueryError(f"{error}\n{self._without_notes}") from error


def _rows(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[object, ...]]:
    with told():
        while rows := cursor.fetchmany(BATCH_ROWS):
            yield from rows


@contextmanager
def open_published(desk: Desk) -> Iterator[Published]:
    """Open the published file for reading and `notes` for writing.

    Where another process has `notes` open it is left out, and a query that names it says so.
    Raises NotPublishedError when nothing was ever published here.
    """
    with attached(desk) as connection:
        without_notes = ""
        try:
            connection.execute(f"attach {quoted(desk.notes)} as notes (storage_version '{STORAGE_VERSION}')")
        except duckdb.Error as error:
            without_notes = f"{desk.notes} cannot be opened: {error}"
        connection.execute("use desk")
        yield Published(connection, without_notes)


@contextmanager
def read_published(desk: Desk, config: Settings | None = None) -> Iterator[Database]:
    """Open the published file, and nothing else, for the statements in `sql/`.

    Raises NotPublishedError when nothing was ever published here, and DeskFormatError when what they ask for
    is not in it: another copydesk published it.
    """
    with attached(desk, config) as connection:
        connection.execute("use desk")
        try:
            yield Database(connection)
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise DeskFormatError(
                f"{desk.published}: another copydesk published this; run: copydesk upgrade"
            ) from error


@contextmanager
def attached(desk: Desk, config: Settings | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the published file alone, read-only, as `desk`. Raises NotPublishedError and DeskUnusableError."""
    if not desk.published.exists():
        raise NotPublishedError(
            f"{desk.published}: nothing is published here yet; run: copydesk ingest SOURCE"
        )
    with duckdb.connect(":memory:", config=config or {}) as connection:
        try:
            connection.execute(f"attach {quoted(desk.published)} as desk (read_only)")
        except duckdb.Error as error:
            raise DeskUnusableError(
                f"{desk.published}: cannot open the published database: {error}"
            ) from error
        yield connection


@contextmanager
def told() -> Iterator[None]:
    """Turn what DuckDB says of a query into an error for the user."""
    try:
        yield
    except duckdb.Error as error:
        raise QueryError(str(error)) from error
