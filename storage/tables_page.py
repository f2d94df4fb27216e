"""`docs/tables.md`, written from the comments in the schema: `python -m copydesk.storage.tables_page`."""

import sys

import duckdb

from copydesk.storage.connection import VIEWS, statement

HEAD = """# The tables

Written from the schema; DuckDB shows the same comments (`from duckdb_columns()`). All times are UTC. The
published file `articles.duckdb` holds what follows; the flow's own `live.duckdb` holds it too, and the index.
"""


def tables_page() -> str:
    """Return the page: each table and view, each column with its type and meaning."""
    with duckdb.connect(":memory:") as connection:
        for name in ("create_tables", *VIEWS):
            connection.execute(statement(name))
        parts = [HEAD]
        for kind, name, comment, _ in connection.execute(statement("select_schema_tables")).fetchall():
            columns = connection.execute(statement("select_schema_columns"), {"table": name}).fetchall()
            parts.append(_section(kind, name, comment, columns))
    return "\n".join(parts)


def _section(kind: str, name: str, comment: str, columns: list[tuple[str, str, str | None]]) -> str:
    title = f"## `{name}`" + (" (a view)" if kind == "view" else "")
    if kind == "view":
        listed = ", ".join(f"`{column}`" for column, _, _ in columns)
        return f"{title}\n\n{comment}.\n\n{listed}\n"
    rows = "\n".join(f"| `{column}` | {type_.lower()} | {meaning} |" for column, type_, meaning in columns)
    return f"{title}\n\n{comment}.\n\n| column | type | meaning |\n|---|---|---|\n{rows}\n"


if __name__ == "__main__":
    sys.stdout.write(tables_page())
