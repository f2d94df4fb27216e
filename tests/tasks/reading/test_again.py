"""What a reject keeps is read again, and every field comes back."""

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from copydesk.storage.records import Listed, RawDocument, Reject
from copydesk.storage.rejects import KeptInput
from copydesk.tasks.read import read_source
from copydesk.tasks.reading import responses
from copydesk.tasks.reading.again import read_again
from copydesk.tasks.reading.documents import open_page, refused
from copydesk.tasks.reading.origin import Handling, Skipped
from copydesk.tasks.text.columns import Columns
from copydesk.tasks.text.records import Notation

STORY = "The lighthouse keeper of Skarv found nine geese on the gallery, and none of them would leave."
FIELDS = {"text": "", "body": STORY, "title": "Geese", "id": 7, "date": "2024-03-01 10:00", "tag": "é\u2028"}
BY_BODY = Handling(
    language="en",
    notation=Notation(Columns({"text": "body", "published_at": "date"}), ZoneInfo("Europe/Oslo")),
)


def kept(reject: Reject) -> KeptInput:
    assert reject.given is not None
    assert reject.payload_bytes == len(reject.payload)
    return KeptInput("id", reject.source, reject.uri, reject.location, reject.given, reject.payload)


def write_lines(path: Path) -> Path:
    path.write_text(json.dumps({"text": "Before."}) + "\n\n" + json.dumps(FIELDS) + "\n", encoding="utf-8")
    return path


def write_list(path: Path) -> Path:
    path.write_text(json.dumps([{"text": "Before."}, FIELDS], indent=1), encoding="utf-8")
    return path


def write_table(path: Path) -> Path:
    quoted = STORY.replace(", ", ',\n""and"" ')
    rows = f'text;body;title;date;größe\nBefore.;;;;\n;"{quoted}";Geese;2024-03-01 10:00;é\n'
    path.write_bytes(rows.encode("cp1252"))
    return path


def write_parquet(path: Path) -> Path:
    rows = [
        {"text": "Before."},
        FIELDS
        | {"price": Decimal("1.50"), "day": date(2024, 3, 1), "raw": b"\xff\x00", "in": {"a": [1, None]}},
    ]
    pq.write_table(pa.Table.from_pylist(rows, pa.Table.from_pylist(rows[1:]).schema), path)
    return path


@pytest.mark.parametrize(
    ("name", "write"),
    [("a.jsonl", write_lines), ("a.json", write_list), ("a.csv", write_table), ("a.parquet", write_parquet)],
)
def test_a_record_is_read_again_as_it_would_have_been_at_first(
    name: str, write: Callable[[Path], Path], tmp_path: Path
) -> None:
    file = write(tmp_path / name)
    _, refusal = read_source(str(file))
    assert isinstance(refusal, Reject)
    expected = [item for item in read_source(str(file), None, BY_BODY) if isinstance(item, RawDocument)][-1]

    [again] = read_again(kept(refusal), BY_BODY)

    assert again == expected
    [unmended] = read_again(kept(refusal), None)
    assert unmended == refusal


def test_a_whole_file_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "notes.css"
    file.write_text(STORY)
    [refusal] = read_source(str(file))
    assert isinstance(refusal, Reject)

    assert list(read_again(kept(refusal), None)) == [refusal]


def test_an_answer_of_a_server_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = f"<html><body><p>{STORY * 5}</p></body></html>".encode()
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://skarv.example/geese\r\n"
        b"WARC-Date: 2024-03-01T10:00:00Z\r\nContent-Type: application/http\r\n"
        b"Content-Length: %d\r\n\r\n" % len(body)
    )
    file = tmp_path / "crawl.warc"
    file.write_bytes(head + body + b"\r\n\r\n")
    [expected] = read_source(str(file))
    with monkeypatch.context() as patched:
        patched.setattr(responses, "refusal", lambda *_: "binary")
        [refusal] = read_source(str(file))
    assert isinstance(refusal, Reject)

    assert list(read_again(kept(refusal), None)) == [expected]


def test_a_document_comes_back_with_all_that_was_known_of_it() -> None:
    document = RawDocument(
        "Post", "feed", "https://x.example", "text/html", "", title="Given \ud800", author="Ada",
        published_at=datetime(2024, 3, 1, 10), extra='{"a":1}', captured_at=datetime(2024, 3, 2), replaced=1,
        original=b"\xff", html=b"<html><body><img src='a.png'></body></html>", location="line 3",
        listed=Listed("Title", None, datetime(2024, 3, 1), "day", "en"),
    )  # fmt: skip
    refusal = open_page(document)
    assert isinstance(refusal, Reject)

    assert list(read_again(kept(refusal), None)) == [document]


def test_a_text_of_which_nothing_was_left_comes_back_as_it_was() -> None:
    document = RawDocument("Post", "feed", "a.jsonl", "application/json", "Read more", external_id="9")

    assert list(read_again(kept(refused(document, "clean", "nothing")), None)) == [document]


def test_the_parts_of_saved_pages_are_passed_over(tmp_path: Path) -> None:
    for name in (
        "Story.html",
        "Story_files/ad.html",
        "Story_files/deep/a.png",
        "css/a.css",
        "a.js",
        "Budget_files/a.html",
    ):
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(
            f"<html><p>{STORY}</p>" if name.endswith("html") else "a { color: red }"
        )
    (tmp_path / "alone").mkdir()
    (tmp_path / "alone" / "a.css").write_text("a { color: red }")

    read = list(read_source(str(tmp_path)))

    assert [item.uri.rpartition("/")[2] for item in read if isinstance(item, RawDocument)] == [
        "a.html",
        "Story.html",
    ]
    assert [item.kind for item in read if isinstance(item, Skipped)] == ["part of a saved page"] * 4
    assert [item.uri for item in read if isinstance(item, Reject)] == [str(tmp_path / "alone" / "a.css")]
    [named] = read_source(str(tmp_path / "site" / "css" / "a.css"))
    assert isinstance(named, Reject)
