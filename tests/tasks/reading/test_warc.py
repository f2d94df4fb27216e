import base64
import gzip
import zlib
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.storage.records import RawDocument, Reject
from copydesk.tasks.read import read_source
from copydesk.tasks.reading.documents import open_page

PAGE = (
    b"<!DOCTYPE html><html lang='en'><head><title>Ferry sinks</title></head><body><article>"
    b"<p>The ferry Aurora sank in the harbour on Monday.</p><p>All are safe, the mayor said.</p>"
    b"</article></body></html>"
)
PAGE_IN_BROTLI = base64.b64decode(
    "G8YAYIzDdHssq6Z6cUzqtlTXbBrKObzYLGGgQYQrf9JtbB/xPZ+oBD070kD5hTzAvAXUliUW6TGd3vDxPGbFXhEjDv8jEUqhWjjc"
    "T1fER24/2VPQyVyF5ao8jtolQLKPG8QBN/T2yrmzH6M++SvarJoN3nrZDu3uaagHO6lYFk0m"
)
WHEN = "2020-08-08T17:27:41Z"


def record(
    kind, block, url="https://www.harbour.example/ferry", media_type="application/http; msgtype=response"
):
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {WHEN}\r\n"
    return (
        f"{head}Content-Type: {media_type}\r\nContent-Length: {len(block)}\r\n\r\n".encode()
        + block
        + b"\r\n\r\n"
    )


def answer(body=PAGE, media_type="text/html; charset=utf-8", status="200 OK", *fields):
    head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {media_type}", *fields])
    return record("response", head.encode() + b"\r\n\r\n" + body)


def chunked(body):
    return b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"


def read(tmp_path, data, name="crawl.warc"):
    path = tmp_path / name
    path.write_bytes(data)
    return list(read_source(str(path)))


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_page_is_a_document_with_the_url_the_host_and_the_time_of_its_capture(tmp_path, pack):
    request = record("request", b"GET / HTTP/1.1\r\n\r\n")

    skipped, document = read(tmp_path, pack(request) + pack(answer()))

    assert skipped.kind == "request"
    assert (document.url, document.source) == ("https://www.harbour.example/ferry", "harbour.example")
    assert (document.captured_at, document.external_id) == (datetime(2020, 8, 8, 17, 27, 41), None)
    assert (document.html, document.location) == (PAGE, f"byte {len(request):,}")
    opened = open_page(document)
    assert opened.text.startswith("The ferry Aurora sank in the harbour on Monday.")


@pytest.mark.parametrize(
    ("block", "kind"),
    [
        (answer(b"\x89PNG", "image/png"), "image/png"),
        (answer(b"{}", "application/json"), "application/json"),
        (answer(PAGE, "text/html", "404 Not Found"), "status 404"),
        (answer(b"", "text/html"), "empty"),
        (record("revisit", b""), "revisit"),
        (record("metadata", b"x: y"), "metadata"),
    ],
)
def test_what_is_no_news_is_passed_over_and_told_by_its_kind(tmp_path, block, kind):
    [skipped] = read(tmp_path, block)

    assert skipped.kind == kind


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (chunked(PAGE), ["Transfer-Encoding: chunked"]),
        (PAGE, ["Transfer-Encoding: chunked", "Content-Encoding: gzip"]),
        (gzip.compress(PAGE), ["Content-Encoding: gzip"]),
        (chunked(gzip.compress(PAGE)), ["Transfer-Encoding: chunked", "Content-Encoding: gzip"]),
        (zlib.compress(PAGE), ["Content-Encoding: deflate"]),
        (PAGE_IN_BROTLI, ["Content-Encoding: br"]),
        (PAGE, ["Content-Encoding: br"]),
    ],
)
def test_a_body_is_read_in_the_coding_it_is_in_or_without(tmp_path, body, fields):
    [document] = read(tmp_path, answer(body, "text/html", "200 OK", *fields))

    assert document.html == PAGE


def test_a_page_that_unpacks_to_too_much_is_refused(tmp_path):
    [refused] = read(
        tmp_path, answer(gzip.compress(b"<p>" * 20_000_000), "text/html", "200 OK", "Content-Encoding: gzip")
    )

    assert refused.reason.startswith("unpacks to more than 32,000,000 bytes")


def test_texts_and_resources_are_documents_too(tmp_path):
    text = record("conversion", b"The ferry sank.", media_type="text/plain")
    page = record("resource", PAGE, media_type="text/html")

    first, second = read(tmp_path, text + page)

    assert (first.text, second.html) == ("The ferry sank.", PAGE)


@pytest.mark.parametrize(
    "broken",
    [
        b"WXRC/1.0\r\nWARC-Type: response\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n",
        b"no record at all\r\n\r\n",
        b"\x00" * 200_000,
        b"WARC/1.0\r\n" + b"A: b\r\n" * 20_000,
    ],
)
def test_a_broken_record_is_refused_and_the_next_one_is_read(tmp_path, broken):
    before, after = answer(), answer(PAGE.replace(b"Aurora", b"Borealis"))

    first, *refused, last = read(tmp_path, before + broken + after)

    assert isinstance(first, RawDocument)
    assert b"Borealis" in last.html
    assert refused
    assert refused[0].location == f"byte {len(before):,}"
    assert refused[0].payload.startswith(broken[:1000])
    assert all(item.reason.startswith("broken WARC record: ") for item in refused)


def test_a_record_that_is_cut_short_is_refused(tmp_path):
    document, refused = read(tmp_path, answer() + answer()[:-80])

    assert isinstance(document, RawDocument)
    assert refused.reason.startswith("cut short: ")
    assert refused.location == f"byte {len(answer()):,}"


def test_an_arc_file_is_read_and_what_is_broken_in_it_is_refused(tmp_path):
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
    about = b"1 0 A Crawler\nURL IP-address Archive-date Content-type Archive-length\n"
    data = b"filedesc://crawl.arc 0.0.0.0 20200808172741 text/plain %d\n" % len(about) + about
    good = b"\nhttp://harbour.example/a b 192.0.2.1 20200808172741 text/html %d\n" % len(block) + block

    described, document, refused, other = read(
        tmp_path,
        data + good + b"\nhttp://x.example/ 192.0.2.1 20200808 text/html abc\nbody\n" + good,
        "a.arc",
    )

    assert described.kind == "filedesc"
    assert (document.url, document.captured_at) == (
        "http://harbour.example/a b",
        datetime(2020, 8, 8, 17, 27, 41),
    )
    assert (refused.reason, refused.payload[:16]) == ("no ARC record", b"http://x.example")
    assert other.html == PAGE


def test_a_file_that_only_says_that_it_is_one_is_refused(tmp_path):
    items = read(tmp_path, b"not a record\n" * 50)

    assert items
    assert all(isinstance(item, Reject) for item in items)


@given(data=st.data())
def test_a_file_with_broken_bytes_never_raises_and_says_so_or_reads_on(tmp_path_factory, data):
    content = bytearray(answer() + record("metadata", b"x: y") + answer(chunked(PAGE)))
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    assert read(tmp_path_factory.mktemp("warc"), bytes(content[: data.draw(st.integers(20, len(content)))]))
