import json

import fsspec
import pytest

from copydesk.tasks.read import read_source, source_name
from copydesk.tasks.reading.remote import StoreUnusableError


@pytest.fixture
def store():
    memory = fsspec.filesystem("memory")
    for name in ("news/post/a.txt", "news/post/.hidden.txt", "news/gazette/b.jsonl"):
        memory.pipe(f"/{name}", f"The ferry {name} sank.".encode())
    memory.pipe("/news/gazette/b.jsonl", json.dumps({"id": 1, "text": "All are safe."}).encode())
    yield memory
    memory.rm("/news", recursive=True)


@pytest.mark.usefixtures("store")
def test_the_files_in_a_store_are_read_as_those_of_a_folder_are():
    record, story = read_source("memory://news")

    assert (record.uri, record.source, record.feed) == ("memory:///news/gazette/b.jsonl", "gazette", "news")
    assert (record.text, record.location) == ("All are safe.", "line 1")
    assert (story.source, story.external_id) == ("post", "a")


@pytest.mark.usefixtures("store")
def test_a_pattern_and_a_single_file_of_a_store_are_read():
    assert [item.external_id for item in read_source("memory://news/*/*.txt")] == ["a"]
    assert [item.text for item in read_source("memory://news/gazette/b.jsonl")] == ["All are safe."]
    assert source_name("memory://news/*/*.txt") == "news"


def test_what_is_not_in_a_store_is_told_at_once():
    with pytest.raises(StoreUnusableError, match="memory://nothing: there is no such file or folder"):
        read_source("memory://nothing")


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("gs://news/a.txt", r"what reads gs:// is not installed; pip install 'copydesk\[gs\]'"),
        ("nosuch://news/a.txt", "nosuch"),
        ("ftp://nobody.invalid/a.txt", "ftp://nobody.invalid/a.txt: .+"),
        ("zip://a.txt::memory://news", "chains of stores are not read"),
    ],
)
def test_a_store_that_cannot_be_read_is_an_error_that_says_what_to_do(location, told):
    with pytest.raises(StoreUnusableError, match=told):
        read_source(location)
