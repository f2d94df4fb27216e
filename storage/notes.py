"""The users' own tables, which nobody else writes."""

from collections.abc import Sequence

import duckdb

from copydesk.storage.database import quoted, statement
from copydesk.storage.desk import Desk


def tables_naming(desk: Desk, article_ids: Sequence[str]) -> list[str]:
    """Return the users' tables with one of the ids in any column of text.

    Where another process has the file open it cannot be looked into, and is named as a whole.
    """
    if not desk.notes.exists():
        return []
    with duckdb.connect(":memory:") as connection:
        try:
            connection.execute(f"attach {quoted(desk.notes)} as notes (read_only)")
        except duckdb.Error:
            return [f"{desk.notes} (open elsewhere, so not looked into)"]
        tables = connection.execute(statement("select_notes_columns")).fetchall()
        return [
            f"{desk.notes}: {schema}.{table}"
            for schema, table, columns in tables
            if _names_any(connection, f"notes.{_name(schema)}.{_name(table)}", columns, article_ids)
        ]


def _names_any(
    connection: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str], article_ids: Sequence[str]
) -> bool:
    found = " or ".join(f"list_contains($ids, {_name(column)})" for column in columns)
    query = f"select exists (from {table} where {found})"
    [(named,)] = connection.execute(query, {"ids": list(article_ids)}).fetchall()
    return bool(named)


def _name(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'
