from dataclasses import replace
from datetime import datetime
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.storage.records import RawDocument
from copydesk.tasks.arrive import merge
from tests.desks import document, live, new_desk, published, read, take
from tests.generated_news import metadata
from tests.soundness import assert_sound

at = datetime.fromisoformat
STORY = (
    "The ferry to Holm was cancelled on Friday because the ice in the sound had grown too thick.\n"
    "Passengers were taken to the island by hovercraft, and the mail followed on a sledge."
)
PAGE = (
    "<html><head><title>{title}</title></head><body><article><p>"
    + STORY.replace("\n", "</p><p>")
    + "</p></article></body></html>"
)
FERRY = document(STORY, external_id="7")


@given(st.lists(metadata, min_size=3, max_size=3))
def test_merging_three_copies_gives_the_same_in_every_order(told: list[dict[str, object]]) -> None:
    copies = [replace(FERRY, **one) for one in told]
    assert len({merge(merge(*pair), last) for *pair, last in permutations(copies)}) == 1


def test_the_earliest_date_is_kept_with_its_precision_and_origin() -> None:
    page = replace(
        FERRY, published_at=at("2023-09-28T10:00"), published_precision="second", published_from="page"
    )
    record = replace(
        FERRY, published_at=at("2023-09-28"), published_precision="day", published_from="document"
    )

    assert merge(page, record) == merge(record, page) == record


def test_of_two_values_the_smaller_is_kept_and_any_value_before_none() -> None:
    one = replace(FERRY, title="Ferry off", author=None, replaced=2, original=b"b")
    other = replace(FERRY, title="Ferry cancelled", author="Bo Chen", replaced=2, original=b"a")

    assert merge(one, other) == replace(
        FERRY, title="Ferry cancelled", author="Bo Chen", replaced=2, original=b"a"
    )


@pytest.mark.parametrize("in_one_window", [True, False])
def test_the_same_document_from_elsewhere_is_the_same_article_with_what_both_tell(
    tmp_path: Path, in_one_window: bool
) -> None:
    desk = new_desk(tmp_path)
    one = replace(FERRY, title="Ferry off", uri="b.jsonl")
    other = replace(
        FERRY, author="Bo Chen", published_at=at("2024-02-02"), published_precision="day", uri="a.jsonl"
    )
    take(desk, *([[one, other]] if in_one_window else [[one], [other]]))

    [found] = published(desk, "select title, author, published_at from articles")
    assert found == {"title": "Ferry off", "author": "Bo Chen", "published_at": at("2024-02-02")}
    assert published(desk, "select uri from raw_documents") == [{"uri": "a.jsonl"}]
    assert_sound(desk)


@pytest.mark.parametrize("windows", [1, 2])
def test_an_id_that_is_the_url_and_the_url_itself_name_one_document(tmp_path: Path, windows: int) -> None:
    desk = new_desk(tmp_path)
    address = "https://harbour.example/ferry"
    named = document(STORY, external_id=address, url="https://amp.harbour.example/ferry")
    unnamed = document(STORY, url=address + "?utm_source=feed")
    take(desk, *([[unnamed, named]] if windows == 1 else [[unnamed], [named]]))

    [found] = published(desk, "select external_id, url from articles")
    assert found == {"external_id": address, "url": "https://amp.harbour.example/ferry"}
    assert take(desk, [unnamed], [named]).unchanged == 2
    assert_sound(desk)


def test_a_title_that_comes_later_is_taken_out_of_the_text_it_stands_in(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    headline = "ferry to holm stays in port"  # small letters: nothing but the given title makes it one
    text = f"{headline}\n{STORY}"
    take(desk, [document(text, external_id="7")])
    [before] = published(desk, "select title, body, first_seen_at, run_id from articles")
    assert before["body"] == text

    tally = take(desk, [document(text, external_id="7", title=headline)])

    [after] = published(desk, "select title, body, first_seen_at, run_id from articles")
    assert (tally.new, tally.revised, tally.unchanged) == (0, 1, 0)
    assert (after["title"], after["body"]) == (headline, STORY)
    assert after["first_seen_at"] == before["first_seen_at"]
    assert after["run_id"] != before["run_id"]
    assert published(desk, "select kind from removed_spans") == [{"kind": "title"}]
    assert_sound(desk)


def test_a_document_cleaned_again_is_matched_again(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    text = f"ferry to holm stays in port\n{STORY}"
    take(desk, [document(text, external_id="7"), document(STORY, "The Baths")])
    assert published(desk, "select relation, accepted from matches") == [
        {"relation": "dup", "accepted": True}
    ]

    take(desk, [document(text, external_id="7", title="ferry to holm stays in port")])

    assert published(desk, "select relation, accepted from matches") == [
        {"relation": "exact", "accepted": True}
    ]
    assert_sound(desk)


def test_metadata_that_decides_nothing_changes_the_document_and_not_the_article(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    take(desk, [replace(FERRY, uri="b.jsonl")])
    before = read(desk.published)

    tally = take(desk, [replace(FERRY, uri="a.jsonl")])

    after = read(desk.published)
    assert tally.revised == 1
    assert after["raw_documents"] == [{**before["raw_documents"][0], "uri": "a.jsonl"}]
    assert after["articles"] == before["articles"]
    assert_sound(desk)


def test_a_headline_without_a_story_is_taken_in_whatever_is_told_of_it(tmp_path: Path) -> None:
    untitled = document("Ferry cancelled for a third day", external_id="7")
    titled = replace(untitled, title=untitled.text)
    for number, copies in enumerate(([untitled, titled], [titled, untitled], [titled])):
        desk = new_desk(tmp_path / str(number))
        take(desk, *[[copy] for copy in copies])
        assert published(desk, "select title, body from articles") == [
            {"title": untitled.text, "body": untitled.text}
        ]
        assert published(desk, "select reject_id from rejects") == []
        assert_sound(desk)


@pytest.mark.parametrize("windows", [1, 2])
def test_a_page_that_comes_twice_keeps_its_markup(tmp_path: Path, windows: int) -> None:
    desk = new_desk(tmp_path)
    first, second = (page(title) for title in ("Ferry off", "Ferry cancelled"))
    take(desk, *([[second, first]] if windows == 1 else [[first], [second]]))

    assert len(live(desk, "select article_id from raw_documents")) == 1
    assert len(live(desk, "select html from pages")) == 1
    assert_sound(desk)


def page(title: str) -> RawDocument:
    return document("", media_type="text/html", html=PAGE.format(title=title).encode())
