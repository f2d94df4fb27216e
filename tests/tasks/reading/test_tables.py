import csv
import io
import json
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.storage.records import RawDocument, Reject
from copydesk.tasks.read import read_source
from copydesk.tasks.reading import lines
from copydesk.tasks.reading.origin import Handling
from copydesk.tasks.text.columns import columns_of
from copydesk.tasks.text.records import Notation


def read(tmp_path, content, name="news.csv", columns=""):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    handling = Handling(notation=Notation(columns_of(columns)))
    return list(read_source(str(path), handling=handling))


def table(rows, delimiter=","):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_row_is_a_document_whatever_separates_its_columns(tmp_path, delimiter, encoding):
    rows = [["id", "text", "desk"], ["7", 'Die "Brücke"\nist, ach; gesperrt|.', "city"], ["8", "Zwei.", ""]]

    first, second = read(tmp_path, table(rows, delimiter).encode(encoding))

    assert (first.external_id, first.text, first.extra) == ("7", rows[1][1], '{"desk":"city"}')
    assert (first.location, second.location) == ("line 2", "line 4")
    assert (second.text, second.extra, second.media_type) == ("Zwei.", None, "text/csv")


def test_columns_are_mapped_and_what_they_push_aside_is_kept(tmp_path):
    rows = [["nr", "text", "body", "when"], ["7", "short", "The ferry sank.", "2024-05-01T10:00:00"]]

    [document] = read(tmp_path, table(rows), columns="text=body,id=nr,published_at=when")

    assert (document.external_id, document.text) == ("7", "The ferry sank.")
    assert document.published_at.isoformat() == "2024-05-01T10:00:00"
    assert json.loads(document.extra) == {"_text": "short"}


def test_a_table_without_a_column_of_text_says_which_there_are_and_how_to_map_them(tmp_path):
    [refused] = read(tmp_path, "id,body\n1,The ferry sank.\n")

    assert refused.reason == (
        "no column 'text' among 'id', 'body'; say which one holds the text: --map text=COLUMN"
    )


@pytest.mark.parametrize("mark", ["sep=;\n", "\ufeffsep=;\r\n", "sep=\t\n"])
def test_the_line_that_tells_a_spreadsheet_the_separator_is_no_header(tmp_path, mark):
    separator = mark.strip("\r\n")[-1]

    [document] = read(tmp_path, f"{mark}id{separator}text\n1{separator}It sank, they say, in the night.\n")

    assert (document.external_id, document.text) == ("1", "It sank, they say, in the night.")
    assert document.location == "line 3"


def test_a_row_with_too_many_columns_is_refused_and_one_with_few_is_taken(tmp_path):
    many, few, empty = read(tmp_path, "text,id,desk\nIt sank, they say.,1,2,3\nAll are safe.\n,9,city\n")

    assert (many.location, many.reason) == ("line 2", "5 columns where the first line names 3")
    assert few.text == "All are safe."
    assert (empty.location, empty.reason) == ("line 4", "`text` is empty")


def test_a_row_in_another_encoding_is_decoded_by_itself(tmp_path):
    content = "text\nGrößere Brücken für München.\n".encode() + (
        "Der Bürgermeister erklärte, die Brücke sei für größere Lastwagen gesperrt.\n".encode("cp1252")
    )

    one, other = read(tmp_path, content)

    assert (one.text, one.encoding) == ("Größere Brücken für München.", "utf-8")
    assert other.text == "Der Bürgermeister erklärte, die Brücke sei für größere Lastwagen gesperrt."
    assert other.encoding == "cp1252 (detected)"


def test_a_quotation_mark_that_is_never_closed_costs_one_row(tmp_path):
    good = "".join(f"{n},Story {n}.\n" for n in range(50))

    items = read(tmp_path, f'id,text\n{good}51,"never closed\n{good}')

    [refused] = [item for item in items if isinstance(item, Reject)]
    assert (refused.location, refused.payload) == ("line 52", b'51,"never closed\n')
    assert refused.reason == "a quotation mark that is never closed"
    assert sum(isinstance(item, RawDocument) for item in items) == 100


def test_a_line_too_long_is_refused_without_being_held(tmp_path, monkeypatch):
    monkeypatch.setattr(lines, "MAX_DOCUMENT_BYTES", 1_000_000)
    content = "id,text\n1," + "x" * 30_000_000 + "\n2,Short.\n"
    path = tmp_path / "long.csv"
    path.write_text(content)

    tracemalloc.start()
    refused, document = list(read_source(str(path)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert (refused.location, refused.reason) == (
        "line 2",
        "a line longer than 1,000,000 characters; the first 64,000 bytes are kept",
    )
    assert (document.text, document.location) == ("Short.", "line 3")
    assert peak < 15_000_000


def test_a_table_whose_first_line_is_too_long_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(lines, "MAX_DOCUMENT_BYTES", 1_000)

    [refused] = read(tmp_path, b"id,text," + b"x" * 2_000 + b"\n1,Short.,\n")

    assert refused.reason == "a line longer than 1,000 characters"


def test_a_table_is_told_on_standard_input_by_its_first_line(monkeypatch):
    class Piped:
        buffer = io.BytesIO(b"id;text\n1;The ferry sank.\n")

    monkeypatch.setattr("sys.stdin", Piped)

    [document] = read_source("-")

    assert (document.external_id, document.text) == ("1", "The ferry sank.")


def test_nul_bytes_are_replaced_and_an_empty_table_is_refused(tmp_path):
    [document] = read(tmp_path, b"id,text\n1,The ferry\x00 sank.\n")
    [refused] = read(tmp_path, b" \n\n")

    assert (document.text, document.replaced) == ("The ferry\ufffd sank.", 1)
    assert refused.reason == "empty"


def test_a_table_of_its_first_line_alone_is_refused(tmp_path):
    [refused] = read(tmp_path, b"id,text\n")

    assert (refused.reason, refused.payload) == ("a table of no rows", b"id,text\n")


@given(st.lists(st.sampled_from(['"', ",", "\n", "\r", "x", " ", "\x00", '""', "text"]), max_size=60))
def test_no_table_raises(tmp_path_factory, parts):
    content = "text,id\n" + "".join(parts)

    items = read(tmp_path_factory.mktemp("csv"), content)

    assert all(isinstance(item, RawDocument | Reject) for item in items)
