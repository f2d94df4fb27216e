import io
import json
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.storage.records import RawDocument, Reject
from copydesk.tasks.read import NothingMatchesError, SourceNotFoundError, read_source, source_name, windows
from copydesk.tasks.reading import lines as reading_lines
from copydesk.tasks.reading.documents import open_page
from copydesk.tasks.reading.origin import BEGINNING_BYTES, Skipped

STORY = "The ferry Aurora sank in the harbour on Monday.\r\n\r\nAll are safe.\n"
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Ferry sinks</title>
<meta property="og:site_name" content="Harbour Post"></head>
<body><article><p>{STORY}</p><p>{STORY}</p></article></body></html>"""


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(path):
    return list(read_source(str(path)))


def only(path):
    [item] = read(path)
    return item


def lines(*records):
    return "".join(json.dumps(record) + "\n" for record in records)


def test_a_text_file_is_a_document_named_by_its_folder_and_its_name(tmp_path):
    path = write(tmp_path / "harbour" / "ferry.txt", STORY)

    document = only(tmp_path / "harbour")

    assert document.text == STORY
    assert (document.source, document.feed, document.external_id) == ("harbour", "harbour", "ferry")
    assert (document.uri, document.media_type, document.encoding) == (str(path), "text/plain", "utf-8")
    assert (document.captured_at, document.original, document.html) == (None, None, None)


def test_a_file_has_the_same_source_whatever_was_named(tmp_path):
    path = write(tmp_path / "archive" / "harbour" / "ferry.txt", STORY)

    named = [only(path), only(path.parent), only(tmp_path / "archive")]

    assert {document.source for document in named} == {"harbour"}
    assert [document.feed for document in named] == ["ferry.txt", "harbour", "archive"]
    assert [source_name(str(place)) for place in (path, path.parent, f"{tmp_path}/archive/")] == [
        "ferry.txt",
        "harbour",
        "archive",
    ]


def test_a_configured_name_stands_for_the_folder_but_not_for_what_a_record_says(tmp_path):
    path = write(tmp_path / "a.jsonl", lines({"text": "One."}, {"text": "Two.", "source": "Gazette"}))

    documents = list(read_source(str(path), configured="Harbour Post"))

    assert [document.source for document in documents] == ["Harbour Post", "Gazette"]
    assert {document.feed for document in documents} == {"Harbour Post"}


def test_a_folder_is_read_by_name_with_its_folders_and_without_what_is_hidden(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "c.txt", ".hidden.txt", ".git/x.txt"):
        write(tmp_path / name, f"Story {name}.")

    assert [Path(item.uri).relative_to(tmp_path).as_posix() for item in read(tmp_path)] == [
        "a/b/c.txt",
        "a/z.txt",
        "b.txt",
        "c.txt",
    ]


def test_a_desk_among_the_folders_is_passed_over(tmp_path):
    (tmp_path / "desk" / "reports").mkdir(parents=True)
    write(tmp_path / "desk" / "live.duckdb", b"")
    write(tmp_path / "desk" / "reports" / "report.html", b"<html><p>The report of the day.</p></html>")
    write(tmp_path / "a.txt", b"The ferry sank.")

    assert [item.external_id for item in read(tmp_path)] == ["a"]


def test_a_loop_of_links_ends_and_each_folder_is_read_once(tmp_path):
    write(tmp_path / "a" / "story.txt", STORY)
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")

    assert [item.external_id for item in read(tmp_path)] == ["story"]


def test_a_path_that_is_not_there_is_told_before_anything_is_read(tmp_path):
    with pytest.raises(SourceNotFoundError, match=r"nowhere\.txt: there is no such file or folder"):
        read_source(str(tmp_path / "nowhere.txt"))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \r\n" * 100_000, "empty"),
        ("mark.txt", b"\xef\xbb\xbf", "empty"),
        ("empty.jsonl", b"\n\n", "empty"),
        ("mark.jsonl", b"\xef\xbb\xbf\n", "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary: a PNG image"),
        ("noise.txt", bytes(range(256)) * 9, "binary"),
        ("style.css", b"p { color: red }", "not read: a .css file"),
    ],
)
def test_a_file_without_a_story_is_refused_with_its_bytes(tmp_path, name, content, reason):
    path = write(tmp_path / name, content)

    refused = only(path)

    assert (refused.uri, refused.stage, refused.reason, refused.location) == (str(path), "read", reason, None)
    assert refused.payload == content


def test_a_broken_line_is_refused_and_the_good_ones_are_taken(tmp_path):
    good = [{"id": number, "text": f"Story {number}."} for number in range(3)]
    content = lines(good[0]) + '{"text": "broken\n\r\n' + lines(good[1]) + '{"id": 9}\n' + json.dumps(good[2])
    path = write(tmp_path / "a.jsonl", content)

    items = read(path)

    assert [item.external_id for item in items if isinstance(item, RawDocument)] == ["0", "1", "2"]
    refused = [item for item in items if isinstance(item, Reject)]
    assert [(item.uri, item.location, item.stage) for item in refused] == [
        (str(path), "line 2", "parse"),
        (str(path), "line 5", "parse"),
    ]
    assert [item.payload for item in refused] == [b'{"text": "broken', b'{"id": 9}']
    assert refused[1].reason == "no `text` among 'id'; if one of them holds the text: --map text=NAME"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_json_lines_are_read_with_marks_carriage_returns_and_as_utf16(tmp_path, encoding):
    content = '{"text": "Größe\u2028A"}\r\n\r\n{"text": "Zwei"}'.encode(encoding)

    documents = read(write(tmp_path / "a.jsonl", content))

    assert [document.text for document in documents] == ["Größe\u2028A", "Zwei"]


def test_an_outlet_is_who_the_record_says_it_is_from(tmp_path):
    path = write(
        tmp_path / "box" / "a.jsonl",
        lines(
            {"text": "A.", "source": "Post", "publisher": "Media"},
            {"text": "B.", "publisher": "Media"},
            {"text": "C."},
        ),
    )

    assert [(document.source, document.publisher) for document in read(path)] == [
        ("Post", "Media"),
        ("Media", "Media"),
        ("box", None),
    ]


def test_what_is_too_long_for_an_id_or_a_url_is_kept_beside_the_document(tmp_path):
    long = {"id": "7" * 3_000_000, "url": "https://harbour.example/" + "a" * 3_000_000}
    document = only(write(tmp_path / "news.jsonl", lines({**long, "text": "Rain fell on the town."})))

    assert (document.external_id, document.url) == (None, None)
    assert json.loads(document.extra) == long


def test_a_line_that_is_too_long_is_refused_without_being_held(tmp_path, monkeypatch):
    monkeypatch.setattr(reading_lines, "MAX_DOCUMENT_BYTES", 2_000_000)
    path = write(tmp_path / "a.jsonl", '{"text": "%s"}\n{"text": "Short."}\n' % ("x" * 9_000_000))

    refused, document = read(path)

    assert refused.location == "line 1"
    assert refused.reason.startswith("a line of 9,000,013 bytes (blake2b ")
    assert len(refused.payload) == BEGINNING_BYTES
    assert document.text == "Short."


def test_a_file_that_is_too_long_for_a_document_is_refused(tmp_path):
    path = write(tmp_path / "a.txt", b"x" * (reading_lines.MAX_DOCUMENT_BYTES + 1))

    assert only(path).reason == "longer than 32,000,000 bytes; the first 64,000 bytes are kept"


def test_a_pipe_or_a_broken_link_in_a_folder_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")

    gone, pipe = read(tmp_path)

    assert gone.reason == "could not be read: No such file or directory"
    assert gone.retriable
    assert pipe.reason == "not a regular file"


def test_a_file_or_folder_without_permission_is_refused_for_now():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        write(folder / "locked" / "a.txt", STORY)
        write(folder / "b.txt", STORY).chmod(0)
        (folder / "locked").chmod(0)
        try:
            if os.geteuid() == 0:
                os.seteuid(65534)
            b, locked = read(folder)
        finally:
            if os.getuid() == 0:
                os.seteuid(0)
            (folder / "locked").chmod(0o755)

    assert locked.reason == "the folder could not be read: Permission denied"
    assert b.reason == "could not be read: Permission denied"
    assert locked.retriable
    assert b.retriable


def test_what_decoding_lost_is_counted_and_its_bytes_are_kept(tmp_path):
    data = STORY.encode() + "„Größe“ für Zürich, ".encode() * 3 + b"\x92s"

    document = only(write(tmp_path / "a.txt", data))

    assert (document.replaced, document.original) == (1, data)


def test_latin1_is_read_and_recorded_as_assumed(tmp_path):
    text = "Der Bürgermeister erklärte, die Brücke sei für größere Lastwagen gesperrt."

    document = only(write(tmp_path / "a.txt", text.encode("latin-1")))

    assert (document.text, document.encoding) == (text, "cp1252 (detected)")
    assert document.original is None


def test_a_name_that_is_no_utf8_can_still_be_stored(tmp_path):
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(path, "wb") as stream:  # noqa: PTH123 - the name is bytes
        stream.write(STORY.encode())

    assert only(tmp_path).external_id == "caf\ufffd"


@pytest.mark.parametrize(
    ("name", "external_id"),
    [("a.b.txt", "a.b"), ("Budget v1.2", "Budget v1.2"), ("17", "17"), ("a.HTML", "a"), ("b.story", "b")],
)
def test_the_id_of_a_file_is_its_name_without_the_ending(tmp_path, name, external_id):
    assert only(write(tmp_path / name, STORY)).external_id == external_id


def test_a_page_is_read_as_it_is_and_opened_later(tmp_path):
    page = only(write(tmp_path / "ferry.html", PAGE))

    assert (page.text, page.html, page.media_type) == ("", PAGE.encode(), "text/html")

    opened = open_page(page)

    assert opened.text.startswith("The ferry Aurora sank in the harbour on Monday.")
    assert (opened.title, opened.publisher, opened.language) == ("Ferry sinks", "Harbour Post", "en")
    assert (opened.source, opened.external_id, opened.html) == (page.source, "ferry", PAGE.encode())


def test_a_page_in_a_declared_charset_is_opened_in_it(tmp_path):
    html = PAGE.replace("<head>", '<head><meta charset="windows-1251">').replace("Aurora", "«Аврора»")

    opened = open_page(only(write(tmp_path / "a.html", html.encode("cp1251"))))

    assert "«Аврора»" in opened.text
    assert opened.encoding == "cp1251 (declared)"


def test_what_was_given_with_a_page_stands_before_what_it_says():
    page = RawDocument(
        "Post", "feed", "https://x.example", "text/html", "", title="Given", html=PAGE.encode()
    )

    assert open_page(page).title == "Given"


def test_a_page_without_text_is_refused(tmp_path):
    refused = open_page(only(write(tmp_path / "a.html", "<html><body><img src='a.png'></body></html>")))

    assert isinstance(refused, Reject)
    assert (refused.stage, refused.reason) == ("extract", "no text found in the page")
    assert refused.payload.startswith(b"<html>")


def test_standard_input_is_told_by_its_content(monkeypatch):
    class Piped:
        buffer = io.BytesIO(lines({"id": 1, "text": "One."}, {"id": 2, "text": "Two."}).encode())

    monkeypatch.setattr("sys.stdin", Piped)

    documents = list(read_source("-"))

    assert [(document.external_id, document.text) for document in documents] == [("1", "One."), ("2", "Two.")]
    assert {(document.source, document.uri) for document in documents} == {("stdin", "stdin")}


def test_windows_share_out_what_was_read_in_order(tmp_path):
    path = write(
        tmp_path / "a.jsonl", lines(*({"id": n, "text": "x" * 10} for n in range(5))) + "broken\n" * 3
    )

    by_count = list(windows(read_source(str(path)), max_documents=3))
    by_length = list(windows(read_source(str(path)), max_characters=20))

    assert [window.name for window in by_count] == ["1", "2", "3"]
    assert [(len(window.documents), len(window.rejects)) for window in by_count] == [(3, 0), (2, 1), (0, 2)]
    assert [len(window.documents) for window in by_length] == [2, 2, 1, 0]


def test_nothing_read_makes_no_window():
    assert list(windows([])) == []


contents = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(st.sampled_from(['{"text": "A story."}', '{"text": 1}', "{", "", "\r"]), max_size=6).map(
        lambda parts: "\n".join(parts).encode()
    ),
    st.sampled_from([PAGE.encode(), b"<p>x", b"\x89PNG\r\n", b"%PDF-1.4", STORY.encode("utf-16")]),
)
folders = st.dictionaries(
    st.sampled_from(["a.txt", "b.html", "c.jsonl", "d", "e.css", "x/a.txt", "x/y/b.jsonl", "z.unknown"]),
    contents,
)


@settings(deadline=None)
@given(folders)
def test_every_file_and_every_line_is_a_document_or_a_reject(generated):
    with tempfile.TemporaryDirectory() as name:
        for path, content in generated.items():
            write(Path(name) / path, content)
        items = read(name)

        assert read(name) == items
    told_of = [item for item in items if not isinstance(item, Skipped)]
    met = {Path(item.uri).relative_to(name).as_posix() for item in told_of}
    # A style sheet beside a page is a part of it.
    passed_over = {"e.css"} - met if "b.html" in generated else set()
    assert met == set(generated) - passed_over
    for path, content in generated.items():
        if path.endswith(".jsonl") and content.startswith(b"{"):
            told = [item for item in told_of if item.uri.endswith(path)]
            assert len(told) == len([line for line in content.split(b"\n") if line.strip()])


def test_a_pattern_that_nothing_fits_is_told_from_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(NothingMatchesError, match="no file or folder is named like that"):
        read_source(str(tmp_path / "*.jsonl"))

    with pytest.raises(SourceNotFoundError, match="there is no such file or folder") as error:
        read_source(str(tmp_path / "nowhere" / "*.jsonl"))
    assert not isinstance(error.value, NothingMatchesError)
