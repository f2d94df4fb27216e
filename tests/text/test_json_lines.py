import json
from datetime import datetime

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.tasks.text.json_lines import read_record
from copydesk.tasks.text.records import UnreadableRecordError

at = datetime.fromisoformat

FULL = {
    "text": "The ferry sank.\r\nAll are safe. ",
    "id": 17,
    "title": "Ferry sinks",
    "url": "https://harbour.example/ferry",
    "source": "Harbour Post",
    "publisher": "Harbour Media",
    "author": "Ada Byron",
    "published_at": "2023-09-28T10:30:00Z",
    "language": "en",
    "captured_at": "2023-09-29",
}


def line(**fields):
    return json.dumps(fields).encode()


def test_known_fields_are_mapped_and_the_others_kept_with_sorted_keys():
    record = read_record(line(**FULL, tags=["sea", {"b": 1, "a": None}], section="City"))

    assert record.text == FULL["text"]
    assert (record.external_id, record.title, record.url) == (
        "17",
        "Ferry sinks",
        "https://harbour.example/ferry",
    )
    assert (record.source, record.publisher, record.author) == ("Harbour Post", "Harbour Media", "Ada Byron")
    assert (record.published_at, record.published_precision) == (at("2023-09-28 10:30"), "second")
    assert (record.language, record.captured_at) == ("en", at("2023-09-29"))
    assert record.extra == '{"section":"City","tags":["sea",{"a":null,"b":1}]}'


def test_optional_values_that_cannot_be_used_are_kept_as_extra():
    record = read_record(
        line(text="Story.", title=5, published_at="soon", id=1.5, author={"name": "A"}, url="")
    )

    assert (record.title, record.published_at, record.external_id, record.author) == (None, None, None, None)
    assert json.loads(record.extra) == {
        "title": 5,
        "published_at": "soon",
        "id": 1.5,
        "author": {"name": "A"},
    }


def test_several_authors_are_named_together():
    assert read_record(line(text="Story.", author=["Ada Byron", "Bo Li"])).author == "Ada Byron; Bo Li"


def test_null_means_not_given():
    assert read_record(line(text="Story.", title=None, id=None)).extra is None


@pytest.mark.parametrize(
    ("given_line", "why"),
    [
        (b'{"id": 1}', "no `text` among 'id'; if one of them holds the text: --map text=NAME"),
        (b"{}", "no `text`, and nothing else"),
        (b'{"text": null}', "`text` is null, not a string"),
        (b'{"text": 5}', "`text` is a number, not a string"),
        (b'{"text": true}', "`text` is true or false, not a string"),
        (b'{"text": ["a"]}', "`text` is a list, not a string"),
        (b'{"text": " \\n"}', "`text` is empty"),
        (b'["a"]', "a list where an object should be"),
        (b'"a"', "a string where an object should be"),
        (b'{"text": "a"', "broken JSON: Expecting ',' delimiter at character 13"),
        (b"The ferry sank.", "broken JSON: Expecting value at character 1"),
        (b"[" * 100_000, "JSON nested too deeply"),
        (b'{"text": "a", "tags": ' + b"[" * 1_010 + b"]" * 1_010 + b"}", "JSON nested too deeply"),
    ],
)
def test_a_line_without_a_record_says_why(given_line, why):
    with pytest.raises(UnreadableRecordError) as error:
        read_record(given_line)

    assert str(error.value) == why


def test_loose_json_is_read_all_the_same():
    assert read_record(b'{"text": "Tab\there", "score": NaN}').text == "Tab\there"
    assert read_record(b'{"text": "A", "text": "B"}').text == "B"


def test_an_id_of_any_length_keeps_its_digits():
    assert (
        read_record(b'{"text": "A", "id": 123456789012345678901234}').external_id
        == "123456789012345678901234"
    )


def test_half_a_surrogate_pair_and_nul_are_replaced_and_counted():
    record = read_record(rb'{"text": "a\ud83d\u0000b", "title": "t\ud83d", "desk": "\ud83d"}')

    assert (record.text, record.replaced, record.title) == ("a\ufffd\ufffdb", 3, "t\ufffd")
    assert json.loads(record.extra) == {"desk": "\ufffd"}


def test_a_line_in_latin1_is_decoded():
    record = read_record('{"text": "Der Bürgermeister erklärte, die Brücke sei gesperrt."}'.encode("cp1252"))

    assert record.text == "Der Bürgermeister erklärte, die Brücke sei gesperrt."
    assert record.encoding == "cp1252 (detected)"


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3))
names = st.sampled_from(["text", "id", "title", "author", "published_at", "desk"]) | st.text(max_size=5)
records = st.dictionaries(names, values)


@settings(deadline=None)
@given(st.binary(max_size=200) | records.map(lambda fields: json.dumps(fields).encode()))
def test_any_line_is_a_record_or_says_why_not(data):
    try:
        record = read_record(data)
    except UnreadableRecordError as error:
        assert str(error)
    else:
        assert record.text.strip()
        record.text.encode()


@settings(deadline=None)
@given(records, st.text(min_size=1).filter(str.strip))
def test_no_field_that_was_given_is_lost(fields, text):
    record = read_record(json.dumps(fields | {"text": text}).encode())
    kept = json.loads(record.extra or "{}")

    for name in fields.keys() - FULL.keys():
        assert name in kept


def test_a_field_that_is_kept_is_json_that_any_reader_takes():
    line = b'{"text": "Rain.", "desk": ["\\ud83d", 1e999, {"\\udc00": 123456789012345678901234567890}]}'

    kept = orjson.loads(read_record(line).extra)

    assert kept == {"desk": ["\ufffd", None, {"\ufffd": 1.2345678901234568e29}]}
