"""Texts of one URL, taken in over time."""

from datetime import datetime
from pathlib import Path
from typing import Any

from copydesk.storage.desk import Desk
from copydesk.storage.records import RawDocument
from tests.desks import Row, document, new_desk, published, take
from tests.soundness import assert_sound
from tests.tasks.test_forget import forget
from tests.text.test_versions import OTHER, SENTENCES, STORY

URL = "https://korr.example/dam?id=7"


def text(body: str, day: int, url: str = URL, **told: Any) -> RawDocument:
    return document(body, url=url, captured_at=datetime(2024, 5, day), **told)


def versions(desk: Desk) -> list[Row]:
    rows = published(
        desk, "select version, change, words_added, words, previous_id, article_id from article_versions"
    )
    return sorted(rows, key=lambda row: (row["version"], row["article_id"]))


def test_the_same_url_with_new_text_is_a_new_version_and_the_fullest_is_canonical(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    take(desk, [text(" ".join(SENTENCES[:6]), 1)])
    take(desk, [text(f"{STORY}\nCorrection: an earlier version of this story named another mayor.", 3)])
    take(desk, [text(STORY, 2, url="http://www.Korr.example/dam?utm_source=x&id=7#top")])

    first, second, third = versions(desk)
    assert [row["change"] for row in (first, second, third)] == ["first", "expanded", "correction"]
    assert (second["previous_id"], third["previous_id"]) == (first["article_id"], second["article_id"])
    assert [row["copies"] for row in published(desk, "from canonical_articles")] == [3]
    assert_sound(desk)


def test_unrelated_texts_at_the_address_of_a_section_begin_at_one_each(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    news = "https://korr.example/news"
    take(desk, [text(STORY, 1, news), text(" ".join(OTHER), 2, news)])

    assert [(row["version"], row["change"]) for row in versions(desk)] == [(1, "first"), (1, "first")]
    assert_sound(desk)


def test_what_came_between_is_linked_anew_when_it_is_withdrawn(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    take(desk, [text(" ".join(SENTENCES[: 4 + day]), day) for day in (1, 2, 3, 4)])
    first, second, third, _ = versions(desk)

    forget(desk, [second["article_id"]])

    assert [row["version"] for row in versions(desk)] == [1, 2, 3]
    assert [row["previous_id"] for row in versions(desk)] == [None, first["article_id"], third["article_id"]]
    assert versions(desk)[1]["words_added"] == third["words"] - first["words"]
    forget(desk, [first["article_id"], third["article_id"]])
    assert [(row["version"], row["change"]) for row in versions(desk)] == [(1, "first")]
    assert_sound(desk)


def test_a_text_without_a_url_has_no_versions(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)

    take(desk, [document(STORY)])

    assert versions(desk) == []


def test_in_portions_the_links_are_as_at_once(tmp_path: Path) -> None:
    texts = [text(" ".join(SENTENCES[: 2 + day]), day) for day in range(1, 7)]
    at_once, in_portions = new_desk(tmp_path / "once"), new_desk(tmp_path / "portions")
    take(at_once, texts)
    for part in (texts[4:5], texts[0:1], texts[2:4], texts[1:2], texts[5:]):
        take(in_portions, part)

    assert versions(at_once) == versions(in_portions)
