"""What people decide: it joins, parts and pins, whenever it is said and whatever comes before or after."""

import random
import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.storage.desk import Desk
from copydesk.storage.overrides import Override, add_override, all_overrides, take_back
from copydesk.storage.published import read_published
from copydesk.storage.records import RawDocument
from copydesk.tasks.commit import recommit_window
from copydesk.tasks.decisions import decide, in_words, list_faults
from copydesk.tasks.overrides import commit_decision
from copydesk.tasks.prepare import prepare_documents
from tests.desks import document, live, new_desk, publish_run, published, running, take, temporary_desk
from tests.generated_news import collections, generated
from tests.soundness import assert_sound
from tests.test_invariants import outcome, shared_out

BEGIN = datetime.fromisoformat("2024-06-01")
WORDS = [f"word{number}" for number in range(400)]


def story(start: int, stop: int, name: str) -> RawDocument:
    """A text of so many of the words, known by a name."""
    return document(" ".join(WORDS[start:stop]), external_id=name)


def say(desk: Desk, words: Iterable[Override], *, undo: bool = False) -> None:
    """Decide, one after the other, and publish."""
    with running(desk) as line:
        for word in words:
            commit_decision(line, word, take_back if undo else add_override)
        publish_run(desk, line)


def decision(desk: Desk, kind: str, *names: str, at: int = 0) -> Override:
    """A decision on articles by name, so many hours on."""
    ids = {row["external_id"]: row["article_id"] for row in live(desk, "from articles")}
    found = [ids.get(name, name) for name in names]
    return Override(kind, found[0], (*found, None)[1], "ada", "I say so", BEGIN + timedelta(hours=at))


def clusters(desk: Desk) -> dict[str, list[str]]:
    """The names of the articles of each cluster, by the name of the canonical one."""
    rows = published(
        desk,
        """select c.external_id as canonical, list_sort(list(a.external_id)) as articles
           from articles a join articles c on c.article_id = a.canonical_id group by all""",
    )
    return {row["canonical"]: row["articles"] for row in rows}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two clusters, each of a long text and a part of it, and a lone text."""
    made = new_desk(tmp_path)
    take(
        made,
        [
            story(0, 100, "oak"),
            story(0, 60, "acorn"),
            story(100, 180, "elm"),
            story(100, 150, "leaf"),
            story(300, 340, "stone"),
        ],
    )
    assert clusters(made) == {"oak": ["acorn", "oak"], "elm": ["elm", "leaf"], "stone": ["stone"]}
    return made


def test_two_canonical_articles_merge_and_the_one_that_ranks_first_stays(desk: Desk) -> None:
    say(desk, [decision(desk, "merge", "stone", "oak")])

    assert clusters(desk)["oak"] == ["acorn", "oak", "stone"]
    [match] = published(desk, "from matches where relation = 'merged'")
    assert match["accepted"]
    assert match["reason"] == "merged by ada: I say so"
    assert_sound(desk)


def test_two_articles_of_other_clusters_end_in_one(desk: Desk) -> None:
    say(desk, [decision(desk, "merge", "acorn", "leaf")])

    [together] = [names for names in clusters(desk).values() if "acorn" in names]
    assert "leaf" in together
    assert_sound(desk)


def test_what_is_matched_to_a_merged_article_alone_does_not_come_along(desk: Desk) -> None:
    say(desk, [decision(desk, "merge", "oak", "elm")])

    assert clusters(desk) == {"oak": ["acorn", "elm", "oak"], "leaf": ["leaf"], "stone": ["stone"]}
    assert_sound(desk)


def test_merges_that_meet_in_one_article_join_all_three(desk: Desk) -> None:
    say(desk, [decision(desk, "merge", "oak", "stone"), decision(desk, "merge", "stone", "leaf", at=1)])

    [together] = [names for names in clusters(desk).values() if "stone" in names]
    assert {"oak", "stone", "leaf"} <= set(together)
    assert_sound(desk)


def test_split_articles_stay_apart_and_say_by_whom(desk: Desk) -> None:
    say(desk, [decision(desk, "split", "acorn", "oak")])

    assert clusters(desk)["acorn"] == ["acorn"]
    [match] = published(desk, "from matches where reason like 'split%'")
    assert (match["accepted"], match["relation"], match["reason"]) == (
        False,
        "shared",
        "split by ada: I say so",
    )
    take(desk, [story(0, 62, "twig")])
    assert "acorn" not in clusters(desk)["oak"]
    assert_sound(desk)


def test_an_article_split_from_all_others_stands_alone_among_later_copies_too(desk: Desk) -> None:
    say(desk, [decision(desk, "split", "acorn")])
    take(desk, [story(0, 62, "twig"), document(" ".join(WORDS[:60]), "The Baths", external_id="acorn again")])

    assert clusters(desk)["acorn"] == ["acorn"]
    assert clusters(desk)["oak"] == ["acorn again", "oak", "twig"]
    assert_sound(desk)


def test_a_pinned_article_is_canonical_until_that_is_taken_back(desk: Desk) -> None:
    say(desk, [decision(desk, "pin", "acorn")])
    assert clusters(desk)["acorn"] == ["acorn", "oak"]
    [change] = published(desk, "from canonical_changes where reason = 'pinned by a person'")
    assert change["previous_id"] == decision(desk, "pin", "oak").article_id
    take(desk, [story(0, 120, "forest")])
    assert "acorn" in clusters(desk)

    say(desk, [decision(desk, "pin", "acorn")], undo=True)

    assert clusters(desk)["forest"] == ["acorn", "forest", "oak"]
    assert published(desk, "from overrides") == []
    assert_sound(desk)


@pytest.mark.parametrize("names", [("acorn", "leaf"), ("leaf", "acorn")])
def test_what_is_taken_back_leaves_no_trace(desk: Desk, names: tuple[str, str]) -> None:
    before = clusters(desk)
    say(desk, [decision(desk, "merge", "acorn", "leaf"), decision(desk, "split", "elm", "leaf")])

    say(desk, [decision(desk, "merge", *names), decision(desk, "split", "leaf", "elm")], undo=True)

    assert clusters(desk) == before
    assert published(desk, "from comparisons where override_kind is not null") == []
    assert published(desk, "from articles where relation = 'merged'") == []
    assert_sound(desk)


def test_a_decision_survives_a_fuller_story_and_the_same_documents_again(desk: Desk) -> None:
    say(desk, [decision(desk, "merge", "stone", "acorn")])
    fuller = story(0, 160, "forest")

    take(desk, [fuller], [fuller, story(300, 340, "stone"), story(0, 60, "acorn")])

    [together] = [names for names in clusters(desk).values() if "stone" in names]
    assert "acorn" in together
    assert_sound(desk)


def test_decisions_survive_cleaning_anew_and_an_article_that_leaves(desk: Desk) -> None:
    say(desk, [decision(desk, "merge", "stone", "acorn"), decision(desk, "split", "leaf")])
    before = clusters(desk)
    documents = [story(300, 340, "stone"), story(0, 60, "acorn"), story(100, 150, "leaf")]
    seen = {decision(desk, "pin", one.external_id or "").article_id: BEGIN for one in documents}
    with running(desk) as line:
        recommit_window(line, prepare_documents(documents, line.rules.recipe), seen, BEGIN)
        publish_run(desk, line)
    assert clusters(desk) == before
    assert_sound(desk)

    with running(desk) as line:
        recommit_window(line, prepare_documents(documents[1:], line.rules.recipe), seen, BEGIN)
        publish_run(desk, line)

    assert clusters(desk) == {"oak": ["acorn", "oak"], "elm": ["elm"], "leaf": ["leaf"]}
    assert [fault is None for fault in faults(desk)] == [False, True]


def test_a_decision_on_an_article_that_is_to_come_waits_for_it(tmp_path: Path, desk: Desk) -> None:
    merge = decision(desk, "merge", "stone", "oak")
    other = new_desk(tmp_path / "other")
    take(other, [story(300, 340, "stone")])
    say(other, [merge])
    assert faults(other) == [f"stale: {merge.other_id} not in the desk"]

    take(other, [story(0, 100, "oak")])

    assert clusters(other) == {"oak": ["oak", "stone"]}
    assert faults(other) == [None]
    assert_sound(other)


def faults(desk: Desk) -> list[str | None]:
    from copydesk.storage.overrides import placed_articles

    with read_published(desk) as database:
        return list_faults(all_overrides(database), placed_articles(database))


def test_of_two_decisions_that_contradict_each_other_the_later_holds_and_the_other_is_listed(
    desk: Desk,
) -> None:
    say(desk, [decision(desk, "merge", "oak", "stone"), decision(desk, "split", "stone", "oak", at=1)])
    assert clusters(desk)["stone"] == ["stone"]
    assert faults(desk) == ["contradicted by a later decision: split by ada: I say so", None]

    say(desk, [decision(desk, "merge", "oak", "stone", at=2)])

    assert "stone" in clusters(desk)["oak"]
    assert faults(desk) == ["contradicted by a later decision: merged by ada: I say so", None]
    assert_sound(desk)


def test_an_article_split_from_all_others_can_be_merged_later(desk: Desk) -> None:
    say(desk, [decision(desk, "split", "acorn"), decision(desk, "merge", "acorn", "stone", at=1)])

    assert clusters(desk)["acorn"] == ["acorn", "stone"]
    assert faults(desk) == [None, None]
    assert_sound(desk)


def test_two_pins_in_one_cluster_are_listed(desk: Desk) -> None:
    say(desk, [decision(desk, "pin", "acorn"), decision(desk, "pin", "oak", at=1)])

    assert clusters(desk)["oak"] == ["acorn", "oak"]
    first, second = faults(desk)
    assert first is not None
    assert first.endswith("of the same cluster is pinned as well, and ranks before it")
    assert second is None


def test_a_split_inside_what_merges_join_is_listed(desk: Desk) -> None:
    say(
        desk,
        [
            decision(desk, "merge", "oak", "stone"),
            decision(desk, "merge", "stone", "leaf", at=1),
            decision(desk, "split", "oak", "leaf", at=2),
        ],
    )

    assert faults(desk) == [None, None, "contradicted: merges with other articles join the two all the same"]
    assert_sound(desk)


def test_of_two_split_articles_that_a_third_joins_the_one_that_ranks_lower_leaves(desk: Desk) -> None:
    take(desk, [story(10, 70, "twig")])
    assert clusters(desk)["oak"] == ["acorn", "oak", "twig"]

    say(desk, [decision(desk, "split", "acorn", "twig")])

    ranked_first = min("acorn", "twig", key=lambda name: decision(desk, "pin", name).article_id)
    left = {"acorn": "twig", "twig": "acorn"}[ranked_first]
    assert clusters(desk)["oak"] == ["oak", ranked_first] if ranked_first > "oak" else [ranked_first, "oak"]
    assert clusters(desk)[left] == [left]
    left_id, stays = (decision(desk, "pin", name).article_id for name in (left, ranked_first))
    [match] = published(desk, "from matches where reason like 'would bring%'")
    assert (match["accepted"], match["relation"]) == (False, "shared")
    assert match["reason"] == f"would bring {left_id} together with {stays}, split by ada: I say so"
    assert faults(desk) == [None]
    assert_sound(desk)

    say(desk, [decision(desk, "split", "acorn", "twig")], undo=True)

    assert clusters(desk)["oak"] == ["acorn", "oak", "twig"]
    assert_sound(desk)


def test_a_split_article_takes_its_second_best_cluster(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    take(
        desk, [story(0, 180, "low"), story(160, 340, "high"), story(0, 140, "left"), story(110, 220, "amid")]
    )
    assert clusters(desk) == {"low": ["amid", "left", "low"], "high": ["high"]}

    say(desk, [decision(desk, "split", "amid", "left")])

    assert clusters(desk) == {"low": ["left", "low"], "high": ["amid", "high"]}
    assert_sound(desk)


def said(ids: Sequence[str], chance: random.Random) -> list[Override]:
    """Some decisions on some articles, contradictory ones among them."""
    found = []
    for number in range(chance.randint(1, 5)):
        kind = chance.choice(["merge", "merge", "split", "split", "pin"])
        one, other = chance.sample(ids, 2)
        alone = kind == "pin" or (kind == "split" and chance.random() < 0.4)
        found.append(
            Override(kind, one, None if alone else other, "ada", str(number), BEGIN + timedelta(number))
        )
    return found


@generated
@given(collections(), st.randoms(use_true_random=False))
def test_when_a_decision_is_made_and_when_articles_come_decides_nothing(
    documents: list[RawDocument], chance: random.Random
) -> None:
    with temporary_desk([documents]) as at_once, temporary_desk([]) as in_portions:
        untouched = outcome(at_once)
        ids = [row["article_id"] for row in live(at_once, "select article_id from articles")]
        if len(ids) < 2:
            return
        words = said(ids, chance)
        say(at_once, words)
        assert_sound(at_once)
        left = list(words)
        for windows in shared_out(documents, chance):
            say(in_portions, [left.pop(0) for _ in range(chance.randint(0, len(left)))])
            take(in_portions, *windows)
        say(in_portions, left)
        assert_sound(in_portions)
        assert outcome(at_once) == outcome(in_portions)
        assert_marked_as_decided(in_portions)

        say(in_portions, words, undo=True)
        assert outcome(in_portions) == untouched


def assert_marked_as_decided(desk: Desk) -> None:
    """Merged articles share a cluster, split ones don't, and of each pair is said what was decided on it."""
    rows = live(desk, "select article_id, canonical_id from articles")
    canonical_of = {row["article_id"]: row["canonical_id"] for row in rows}
    with read_published(desk) as database:
        decisions = decide(all_overrides(database), canonical_of)
    for article_id, group in decisions.group_of.items():
        assert canonical_of[article_id] == canonical_of[group]
    for one, other in decisions.parted:
        assert canonical_of[one] != canonical_of[other]
    for row in live(desk, "from comparisons where override_kind = 'split'"):
        brought = re.match("would bring (.*) together with (.*), split by", row["override_reason"])
        pair = brought.groups() if brought else (row["article_id"], row["other_id"])
        word = decisions.between(*pair)
        assert word is not None
        assert row["override_reason"].endswith(in_words(word))
