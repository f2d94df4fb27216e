"""docs/tables.md is what the schema says."""

from pathlib import Path

from copydesk.storage.tables_page import tables_page

PAGE = Path(__file__).parent.parent / "docs" / "tables.md"


def test_the_page_of_tables_is_written_from_the_schema() -> None:
    assert PAGE.read_text(encoding="utf-8") == tables_page(), "run: make docs"


def test_every_column_says_what_it_means() -> None:
    rows = [line for line in tables_page().splitlines() if line.startswith("| `")]

    assert len(rows) > 100
    assert not [row for row in rows if row.endswith("| None |")]
