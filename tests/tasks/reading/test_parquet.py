import gzip
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.storage.records import RawDocument, Reject
from copydesk.tasks.read import read_source
from copydesk.tasks.reading.origin import Handling
from copydesk.tasks.text.columns import columns_of
from copydesk.tasks.text.records import Notation


def read(path, columns=""):
    return list(read_source(str(path), handling=Handling(notation=Notation(columns_of(columns)))))


def written(tmp_path, columns):
    path = tmp_path / "news.parquet"
    pq.write_table(pa.table(columns), path)
    return path


def test_a_row_is_a_document_and_columns_without_a_field_are_kept(tmp_path):
    path = written(
        tmp_path,
        {
            "id": [7],
            "text": ["The ferry sank."],
            "published_at": [datetime(2024, 5, 1, 10, tzinfo=UTC)],
            "day": [date(2024, 5, 1)],
            "price": [Decimal("1.5")],
            "tags": [["sea"]],
            "page": [{"html": "<p>"}],
            "raw": [b"caf\xe9"],
        },
    )

    [document] = read(path)

    assert (document.external_id, document.text, document.location) == ("7", "The ferry sank.", "row 1")
    assert (document.published_at, document.published_precision) == (datetime(2024, 5, 1, 10), "second")
    assert json.loads(document.extra) == {
        "day": "2024-05-01",
        "page": {"html": "<p>"},
        "price": 1.5,
        "raw": "Y2Fm6Q==",
        "tags": ["sea"],
    }


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"body": ["x"]}, "no column 'text' among 'body'; say which one holds the text: --map text=COLUMN"),
        ({"text": [1]}, "the column 'text' holds int64, not text; say which one does: --map text=COLUMN"),
        ({"text": pa.array([], pa.string())}, "empty"),
    ],
)
def test_a_file_without_texts_is_refused_as_a_whole(tmp_path, columns, reason):
    [refused] = read(written(tmp_path, columns))

    assert refused.reason == reason


def test_a_row_without_a_text_is_refused_and_mapped_columns_are_read(tmp_path):
    path = written(tmp_path, {"body": ["The ferry sank.", None, ""], "nr": ["a", "b", "c"]})

    document, missing, empty = read(path, "text=body,id=nr")

    assert (document.external_id, document.text) == ("a", "The ferry sank.")
    assert (missing.location, missing.reason) == ("row 2", "`body` is null, not a string")
    assert (empty.location, empty.reason) == ("row 3", "`body` is empty")


def test_dictionaries_and_bytes_are_texts_too(tmp_path):
    texts = pa.array(["One.", "Two.", "One."]).dictionary_encode()

    assert [item.text for item in read(written(tmp_path, {"text": texts}))] == ["One.", "Two.", "One."]
    assert [item.text for item in read(written(tmp_path, {"text": [b"One."]}))] == ["One."]


def test_a_packed_file_is_read_as_well(tmp_path):
    path = written(tmp_path, {"text": ["The ferry sank."]})
    packed = tmp_path / "packed.parquet.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))

    assert [item.text for item in read(packed)] == ["The ferry sank."]


@given(data=st.data())
def test_a_broken_file_is_refused_and_never_raises(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("parquet")
    path = written(folder, {"text": [f"Story {n}." for n in range(20)], "id": list(range(20))})
    content = bytearray(path.read_bytes())
    if data.draw(st.booleans()):
        content = content[: data.draw(st.integers(5, len(content) - 1))]
    else:
        content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content)

    items = read(path)

    assert items
    assert all(isinstance(item, RawDocument | Reject) for item in items)


def test_of_a_file_that_is_one_row_group_only_a_page_is_held(tmp_path):
    path = tmp_path / "news.parquet"
    texts = [f"{number}: " + "The ferry stays in harbour until Thursday. " * 40 for number in range(20_000)]
    pq.write_table(pa.table({"text": texts}), path, compression="none", row_group_size=len(texts))
    before = pa.total_allocated_bytes()

    held = [pa.total_allocated_bytes() - before for _ in read_source(str(path))]

    assert path.stat().st_size > 30_000_000
    assert len(held) == len(texts)
    assert max(held) < 10_000_000
