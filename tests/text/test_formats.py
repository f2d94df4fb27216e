import os
import time

import pytest

from copydesk.tasks.text.formats import format_of, refusal

PAGE = b"<!DOCTYPE html>\n<html><head><title>Ferry</title></head><body><p>It sank.</p></body></html>"
RECORD = b'{"id": 1, "text": "The ferry sank."}\n{"id": 2, "text": "All are safe."}\n'


@pytest.mark.parametrize(
    ("head", "why"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary: a PNG image"),
        (b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml", "binary: an Office document"),
        (b"%PDF-1.7\n%\xe2\xe3", "binary: a PDF document"),
        (bytes(range(256)) * 4, "binary"),
        (b"\x00\x01\x02\x03", "binary"),
        (b"\x01\x00\x02\x00\x03\x00" * 99, "binary"),
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
    ],
)
def test_what_holds_no_text_is_refused_under_a_text_name(head, why):
    assert refusal(head, ".txt") == why


def test_bytes_of_chance_are_binary():
    assert refusal(os.urandom(4_096), ".txt") == "binary"


@pytest.mark.parametrize(
    "head",
    [
        b"The ferry sank.",
        "Der Bürgermeister sprach.".encode("cp1252"),
        "大臣は月曜日、新しい法律が来月施行されると述べた。".encode("cp932"),
        "大臣は月曜日、新しい法律が来月施行されると述べた。".encode("utf-16"),
        "The ferry sank.".encode("utf-16-le"),
        b"A stray \x00 in a long enough story about the ferry that sank on Monday.",
    ],
)
def test_text_is_read_in_any_encoding(head):
    assert refusal(head, ".txt") is None


@pytest.mark.parametrize(
    ("head", "ending", "kind"),
    [
        (b"The ferry sank.", ".txt", "text"),
        (b"The ferry sank.", "", "text"),
        (b"The ferry sank.", ".story", "text"),
        (b"The ferry sank.", ".html", "text"),
        (b"If x < y and y > z, the ferry sinks.", ".html", "text"),
        (PAGE, ".html", "html"),
        (b"<p>The ferry sank.</p>", ".htm", "html"),
        (PAGE, ".txt", "html"),
        (PAGE.decode().encode("utf-16"), ".txt", "html"),
        (b"\xef\xbb\xbf\n <?xml version='1.0'?>\n<!-- a --><!-- b -->\n" + PAGE, "", "html"),
        (b"<b>The ferry</b> sank.", ".txt", "text"),
        (RECORD, ".jsonl", "jsonl"),
        (RECORD, ".txt", "jsonl"),
        (RECORD, ".json", "jsonl"),
        (b'\n{"text": "' + b"x" * 70_000, ".txt", "jsonl"),
        (b'{"name": "no text here"}\n', ".txt", "text"),
        (b'{"this is a story": that begins oddly\n', ".txt", "text"),
        (b"The ferry sank.", ".jsonl", "jsonl"),
        (b"The ferry sank.", ".json", "json"),
        (b'[{"text": "The ferry sank."}]', ".txt", "json"),
        (b'[\n  {"text": "The ferry sank."},\n', ".jsonl", "json"),
        (b'{"articles": [{"text": "x"}]}', ".json", "json"),
        (b'{"articles": [{"text": "x"}]}', "", "json"),
        (b'{\n  "text": "The ferry sank."\n}', ".json", "json"),
        (b"a,b\n1,2\n", ".csv", "csv"),
        (b"id\ttext\n1\tIt sank.\n", ".txt", "csv"),
        (b"The text, they said,\nwas lost.", ".txt", "text"),
        (b"PAR1" + bytes(range(256)), ".txt", "parquet"),
        (b"WARC/1.0\r\n" + bytes(range(256)), "", "warc"),
        (b"filedesc://x 0.0.0.0 20200101000000 text/plain 9\n", "", "arc"),
    ],
)
def test_the_format_is_told_by_content_before_name(head, ending, kind):
    assert (refusal(head, ending), format_of(head, ending)) == (None, kind)


@pytest.mark.parametrize("ending", [".css", ".js", ".xml", ".sql", ".arc", ".parquet"])
def test_files_that_stand_for_data_style_or_code_are_not_read(ending):
    assert refusal(b"a { b: c }", ending) == f"not read: a {ending} file"


def test_a_mapped_name_tells_records_as_text_does():
    assert format_of(b'{"body": "It sank."}\n{"body": "All are safe."}\n', "", "body") == "jsonl"
    assert format_of(b'{"story": {"body": "It sank."}}\n', "", "story.body") == "jsonl"
    assert format_of(b"id;body\n1;It sank.\n", "", "body") == "csv"


def test_a_page_of_nothing_but_comments_costs_no_more_than_its_length():
    started = time.process_time()

    format_of(b"<!---->" * 9_000 + b"x", ".txt")

    assert time.process_time() - started < 1
