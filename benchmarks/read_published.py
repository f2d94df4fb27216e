"""Whether a client reads all of a published file: every table and view, to the last row.

`PYTHON benchmarks/read_published.py desk/articles.duckdb`, where PYTHON has the DuckDB to be tried, and
nothing of copydesk: `python -m venv older && older/bin/pip install duckdb==1.5.6`.
"""

import sys

import duckdb

NAMES = """
select table_name from duckdb_tables() where not internal
union all select view_name from duckdb_views() where not internal order by all"""
BATCH_ROWS = 2_000


def main() -> None:
    with duckdb.connect(sys.argv[1], read_only=True) as connection:
        for (name,) in connection.execute(NAMES).fetchall():
            print(f"DuckDB {duckdb.__version__} {name}: {count_rows(connection, name):,} rows")


def count_rows(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    """Read every column of every row; a count alone would read none."""
    cursor = connection.execute(f'select * from "{name}"')  # noqa: S608 - the file's own names
    rows = 0
    while batch := cursor.fetchmany(BATCH_ROWS):
        rows += len(batch)
    return rows


if __name__ == "__main__":
    main()
