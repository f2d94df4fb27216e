import json
import tracemalloc

import pytest

from copydesk.storage.records import RawDocument, Reject
from copydesk.tasks.read import read_source
from copydesk.tasks.reading import lines
from copydesk.tasks.reading.origin import Handling
from copydesk.tasks.text.columns import columns_of
from copydesk.tasks.text.records import Notation

RECORDS = [{"id": n, "text": f"Story {n}.", "tags": [{"name": "sea"}]} for n in range(3)]


@pytest.fixture(params=["whole", "streamed"])
def whole_or_streamed(request, monkeypatch):
    """Small documents are read as a whole, large ones item by item: both ways give the same."""
    if request.param == "streamed":
        monkeypatch.setattr(lines, "MAX_DOCUMENT_BYTES", 120)


def read(tmp_path, content, columns="", name="news.json"):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_source(str(path), handling=Handling(notation=Notation(columns_of(columns)))))


@pytest.mark.usefixtures("whole_or_streamed")
@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize(
    "wrap",
    [
        lambda records: records,
        lambda records: {"status": "ok", "links": ["a"], "articles": records},
        lambda records: {"response": {"status": "ok", "docs": records, "pages": 3}},
    ],
)
def test_a_list_of_records_is_read_wherever_it_stands(tmp_path, indent, wrap):
    items = read(tmp_path, json.dumps(wrap(RECORDS), indent=indent))

    assert [(item.external_id, item.text) for item in items] == [(str(n), f"Story {n}.") for n in range(3)]
    assert [item.location for item in items] == ["item 1", "item 2", "item 3"]
    assert items[0].extra == '{"tags":[{"name":"sea"}]}'


@pytest.mark.usefixtures("whole_or_streamed")
def test_objects_side_by_side_are_records(tmp_path):
    items = read(tmp_path, "\n".join(json.dumps(record, indent=1) for record in RECORDS))

    assert [item.text for item in items] == ["Story 0.", "Story 1.", "Story 2."]


def test_one_object_with_a_text_is_one_record_whatever_lists_it_holds(tmp_path):
    [document] = read(tmp_path, json.dumps({"tags": [{"text": "no"}], "text": "Story."}, indent=2))

    assert (document.text, document.extra) == ("Story.", '{"tags":[{"text":"no"}]}')


def test_a_field_inside_of_an_object_can_be_mapped(tmp_path):
    content = {"results": [{"webTitle": "Ferry", "fields": {"body": "It sank.", "words": 2}}]}

    [document] = read(tmp_path, json.dumps(content), "text=fields.body,title=webTitle")

    assert (document.title, document.text, document.extra) == ("Ferry", "It sank.", '{"fields":{"words":2}}')


def test_a_record_without_text_but_with_a_page_is_opened_later(tmp_path):
    [document] = read(tmp_path, json.dumps([{"id": 1, "page": "<p>It sank.</p>"}]), "html=page")

    assert (document.text, document.html) == ("", b"<p>It sank.</p>")


@pytest.mark.usefixtures("whole_or_streamed")
def test_what_stands_before_a_fault_is_taken_and_the_rest_refused(tmp_path):
    content = json.dumps(RECORDS)[:-40]

    *taken, refused = read(tmp_path, content)

    assert [item.text for item in taken] == ["Story 0.", "Story 1."]
    assert isinstance(refused, Reject)
    assert refused.location == "after item 2"
    assert refused.reason.startswith("broken JSON, and what follows is not read: ")


@pytest.mark.parametrize("content", ["[" * 500_000, '{"a":' * 500_000, '[{"text": ' + "[" * 500_000])
@pytest.mark.usefixtures("whole_or_streamed")
def test_json_nested_too_deeply_is_refused(tmp_path, content):
    items = read(tmp_path, content)

    assert items
    assert all(isinstance(item, Reject) for item in items)


@pytest.mark.usefixtures("whole_or_streamed")
def test_json_that_closes_its_many_levels_at_once_is_refused_in_little_memory(tmp_path):
    story = '{"text": "The ferry is late."}'
    levels = "[" * 20_000 + "]" * 20_000

    tracemalloc.start()
    items = read(tmp_path, f"{levels} {story} {levels}")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert any(isinstance(item, Reject) for item in items)
    assert peak < 200_000_000  # the names of the levels alone would take a billion


def test_an_item_that_is_no_record_is_refused_by_its_place(tmp_path):
    number, empty, document = read(tmp_path, '[5, {"text": ""}, {"text": "Story.", "n": NaN}]')

    assert (number.location, number.reason) == ("item 1", "a number where an object should be")
    assert (empty.location, empty.reason) == ("item 2", "`text` is empty")
    assert document.text == "Story."


@pytest.mark.parametrize("content", ["[]", " [\n] "])
def test_a_list_of_nothing_is_refused(tmp_path, content):
    [refused] = read(tmp_path, content)

    assert (refused.reason, refused.payload) == ("a list of nothing", content.encode())


def test_json_in_another_encoding_is_read(tmp_path):
    content = '[{"text": "Der Bürgermeister erklärte, die Brücke sei gesperrt."}]'

    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        [document] = read(tmp_path, content.encode(encoding))
        assert document.text == "Der Bürgermeister erklärte, die Brücke sei gesperrt."


def test_a_long_list_is_read_in_little_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(lines, "MAX_DOCUMENT_BYTES", 100_000)
    path = tmp_path / "long.json"
    with path.open("w") as file:
        file.write("[")
        file.writelines(json.dumps({"id": n, "text": "x" * 1_000}) + "," for n in range(5_000))
        file.write('{"id": 5000, "text": "last"}]')

    tracemalloc.start()
    count = sum(isinstance(item, RawDocument) for item in read_source(str(path)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 5_001
    assert peak < 3_000_000
