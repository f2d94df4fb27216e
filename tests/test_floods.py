"""Floods: index rows that more articles share than can all be compared."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from copydesk.storage.database import Database
from copydesk.storage.desk import Desk
from copydesk.storage.matches import Heat
from copydesk.storage.overrides import Override, add_override, take_back
from copydesk.storage.records import RawDocument
from copydesk.tasks import match
from copydesk.tasks.overrides import commit_decision
from tests.desks import Row, document, live, new_desk, publish_run, published, running, take
from tests.soundness import assert_sound

VOCABULARY = [f"word{number}" for number in range(3_000)]
PLACES = """
    select a.external_id, c.external_id as canonical, a.relation, a.containment, a.novel_words, k.copies
    from articles a
    join articles c on c.article_id = a.canonical_id
    join clusters k on k.cluster_id = a.cluster_id
"""


def story(choice: random.Random, words: int) -> list[str]:
    return [choice.choice(VOCABULARY) for _ in range(words)]


def reprints(choice: random.Random, count: int) -> list[RawDocument]:
    """Near-identical texts: a few words changed, some cut short, some carried on, on different days."""
    original = story(choice, 120)
    documents = []
    for number in range(count):
        words = list(original)
        for _ in range(choice.choice([0, 1, 1, 2, 5])):
            words[choice.randrange(len(words))] = choice.choice(VOCABULARY)
        words = words[: choice.choice([120, 120, 120, 80, 50])] + story(choice, choice.choice([0, 0, 30]))
        day = datetime(2024, 1, 1) + timedelta(days=choice.randrange(30))
        told = {"published_at": day, "published_precision": "day", "published_from": "document"}
        documents.append(document(" ".join(words) + ".", external_id=f"reprint {number}", **told))
    return documents


def others(choice: random.Random, count: int) -> list[RawDocument]:
    return [
        document(" ".join(story(choice, 100)) + ".", external_id=f"other {number}") for number in range(count)
    ]


def places(folder: Path, documents: list[RawDocument], window: int, runs: int) -> list[Row]:
    desk = new_desk(folder)
    share = -(-len(documents) // runs)
    for start in range(0, len(documents), share):
        part = documents[start : start + share]
        take(desk, *[part[first : first + window] for first in range(0, len(part), window)])
    assert_sound(desk)
    return live(desk, PLACES)


def test_three_hundred_reprints_end_in_the_same_clusters_in_any_order(tmp_path: Path) -> None:
    choice = random.Random(1)
    documents = reprints(choice, 300) + others(choice, 40)
    at_once = places(tmp_path / "at once", documents, window=1_000, runs=1)

    choice.shuffle(documents)

    assert places(tmp_path / "in windows", documents, window=37, runs=1) == at_once
    choice.shuffle(documents)
    assert places(tmp_path / "in runs", documents, window=1_000, runs=10) == at_once


@pytest.mark.parametrize("seed", range(3))
def test_rows_that_turn_hot_article_by_article_end_like_those_that_were_hot_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(match, "HEAT", Heat(cap=8, band_cap=3, best=3, few_shingles=64))
    choice = random.Random(seed)
    documents = reprints(choice, 20) + others(choice, 4)
    at_once = places(tmp_path / "at once", documents, window=1_000, runs=1)

    choice.shuffle(documents)

    assert places(tmp_path / "one by one", documents, window=1, runs=1) == at_once


def test_a_document_that_learns_its_date_changes_the_best_of_a_hot_row_alike_in_any_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(match, "HEAT", Heat(cap=8, band_cap=3, best=3, few_shingles=64))
    choice = random.Random(4)
    documents = reprints(choice, 25)
    earlier = {
        "published_at": datetime(2023, 1, 1),
        "published_precision": "day",
        "published_from": "document",
    }
    again = [document(one.text, external_id=one.external_id, **earlier) for one in documents[:3]]
    at_once = places(tmp_path / "at once", again + documents, window=1_000, runs=1)

    assert places(tmp_path / "late", documents + again, window=5, runs=2) == at_once


def test_a_thousand_identical_reprints_are_one_cluster(tmp_path: Path) -> None:
    text = " ".join(story(random.Random(2), 60)) + "."
    desk = new_desk(tmp_path)

    take(desk, [document(text, external_id=str(number)) for number in range(1_000)])

    assert published(desk, "select copies from canonical_articles") == [{"copies": 1_000}]
    [counted] = published(desk, "select count(*) as comparisons from comparisons")
    assert int(str(counted["comparisons"])) < 10_000


def test_near_identical_reprints_are_compared_a_few_times_each_and_only_where_the_index_asks(
    tmp_path: Path,
) -> None:
    choice = random.Random(6)
    original = story(choice, 300)
    desk = new_desk(tmp_path)

    take(desk, [document(" ".join(slightly_changed(original, choice)) + ".") for _ in range(400)])

    [cluster] = published(desk, "select copies from canonical_articles")
    assert cluster == {"copies": 400}
    [counted] = live(desk, "select count(*) as all, count(*) filter (licensed) as licensed from comparisons")
    assert counted["licensed"] == counted["all"] < 400 * 8


def slightly_changed(words: list[str], choice: random.Random) -> list[str]:
    changed = list(words)
    for _ in range(3):
        changed[choice.randrange(len(changed))] = choice.choice(VOCABULARY)
    return changed


def test_short_reprints_are_matched_with_the_best_of_any_hot_band(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(match, "HEAT", Heat(cap=8, band_cap=3, best=1, few_shingles=64))
    flash = story(random.Random(7), 30)
    texts = [" ".join([*flash, f"word{number}"]) + "." for number in range(40)]
    desk = new_desk(tmp_path)

    take(desk, [document(text) for text in texts])

    assert published(desk, "select copies from canonical_articles") == [{"copies": 40}]


@pytest.mark.parametrize("pinned_first", [True, False])
def test_a_pinned_reprint_is_canonical_for_a_whole_flood_whenever_it_is_pinned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pinned_first: bool
) -> None:
    monkeypatch.setattr(match, "HEAT", Heat(cap=8, band_cap=3, best=1, few_shingles=64))
    choice = random.Random(6)
    text = story(choice, 120)
    documents = [
        document(" ".join([*text[:number], "else", *text[number + 1 :]]), external_id=str(number))
        for number in range(30, 60)
    ]
    desk = new_desk(tmp_path / "flood")
    take(desk, documents)
    unpinned = live(desk, PLACES)
    last = max(str(row["article_id"]) for row in live(desk, "from articles where relation <> 'canonical'"))
    pin = Override("pin", last, None, "ada", "ours", datetime(2024, 6, 1))
    if pinned_first:
        desk = new_desk(tmp_path / "pinned first")

    decide_on(desk, pin, add_override)
    take(desk, documents[:10], documents[10:])

    [canonical] = published(desk, "select article_id, copies from canonical_articles")
    assert canonical == {"article_id": last, "copies": 30}
    assert_sound(desk)
    decide_on(desk, pin, take_back)
    assert live(desk, PLACES) == unpinned
    assert_sound(desk)


def decide_on(desk: Desk, word: Override, write: Callable[[Database, Override], None]) -> None:
    with running(desk) as line:
        commit_decision(line, word, write)
        publish_run(desk, line)
