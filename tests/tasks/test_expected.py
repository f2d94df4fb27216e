"""How much text sources are likely to bring, told from the sizes of their files."""

import os
from datetime import datetime
from pathlib import Path

from copydesk.storage.database import open_live
from copydesk.storage.read_files import file_columns, remember_files
from copydesk.storage.records import FileRead
from copydesk.tasks.expected import PAGE_SHARE, expected_bytes
from tests.desks import new_desk


def folder_of_news(path: Path) -> Path:
    (path / "deep").mkdir(parents=True)
    (path / "one.txt").write_bytes(b"a" * 1000)
    (path / "deep" / "two.jsonl.gz").write_bytes(b"b" * 1000)
    (path / "deep" / "page.html").write_bytes(b"c" * 1000)
    (path / "deep" / "pages.warc.gz").write_bytes(b"d" * 1000)
    (path / ".hidden").write_bytes(b"e" * 1000)
    os.mkfifo(path / "pipe")
    return path


def test_files_count_as_the_text_they_are_likely_to_hold(tmp_path: Path) -> None:
    news = folder_of_news(tmp_path / "news")
    places = [(str(news), "news"), ("-", "stdin"), (str(news / "one*"), "news")]
    with open_live(new_desk(tmp_path / "desk")) as live:
        expected = expected_bytes(live, places)

    assert expected == 1000 + 4000 + 1000 * PAGE_SHARE + 4000 * PAGE_SHARE + 1000


def test_files_that_were_read_before_bring_what_they_grew_by(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    sizes = {"as_before": (500, 500), "grown": (500, 800), "shrunk": (500, 100), "new": (None, 50)}
    read = []
    for name, (before, now) in sizes.items():
        (news / name).write_bytes(b"a" * now)
        if before is not None:
            read.append(FileRead("news", str(news / name), "", before, None, b"digest", None))
    with open_live(new_desk(tmp_path / "desk")) as live:
        remember_files(live, file_columns(read), "run", datetime(2026, 11, 1))

        assert expected_bytes(live, [(str(news), "news")]) == 300 + 50
