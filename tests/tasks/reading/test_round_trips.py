"""What is written in any format and packed in any way is read as it was, by file and through an archive."""

import bz2
import csv
import gzip
import io
import json
import lzma
import tarfile
import tempfile
import zipfile
from pathlib import Path

import lz4.frame
import pyarrow as pa
import pyarrow.parquet as pq
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from copydesk.tasks.read import read_source

NAMES = ("id", "text", "title", "section")


def as_lines(records):
    return "\n".join(json.dumps(record) for record in records).encode()


def as_list(records):
    return json.dumps(records, ensure_ascii=False, indent=1).encode()


def as_document(records):
    return json.dumps({"total": len(records), "articles": records}).encode()


def as_table(records, delimiter=","):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, NAMES, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(records)
    return out.getvalue().encode()


def as_parquet(records):
    out = io.BytesIO()
    pq.write_table(pa.table({name: [record[name] for record in records] for name in NAMES}), out)
    return out.getvalue()


def zipped(data):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside/news", data)
    return out.getvalue()


def tarred(data):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        header = tarfile.TarInfo("inside/news")
        header.size = len(data)
        archive.addfile(header, io.BytesIO(data))
    return out.getvalue()


WRITE = (as_lines, as_list, as_document, as_table, lambda records: as_table(records, "\t"), as_parquet)
PACK = (
    bytes, gzip.compress, bz2.compress, lzma.compress, zstandard.ZstdCompressor().compress,
    lz4.frame.compress, zipped, tarred,
)  # fmt: skip

# No lone surrogate, which becomes U+FFFD, and no control characters, which binary files are told by.
signs = st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from("\n\r\t")
words = st.text(signs, min_size=1, max_size=60)
shown = words.map(lambda text: f"x{text}x")
records = st.lists(st.fixed_dictionaries(dict.fromkeys(NAMES, shown)), min_size=1, max_size=5)


@given(given_records=records, write=st.sampled_from(WRITE), pack=st.sampled_from(PACK))
def test_records_come_back_as_they_were_written(given_records, write, pack):
    with tempfile.TemporaryDirectory() as folder:
        # The name says nothing: the content does.
        path = Path(folder) / "news"
        path.write_bytes(pack(write(given_records)))
        items = list(read_source(str(path)))

    read = [
        {"id": item.external_id, "text": item.text, "title": item.title, **json.loads(item.extra)}
        for item in items
    ]
    assert read == given_records


@given(
    text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1),
    pack=st.sampled_from(PACK),
)
def test_a_text_comes_back_as_it_was_written(text, pack):
    text = f"The ferry sank.\n{text}\r\n"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "story"
        path.write_bytes(pack(text.encode()))
        [item] = read_source(str(path))

    assert item.text == text
