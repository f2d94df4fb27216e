"""Changed settings, applied to what is stored: the same as taking everything in anew."""

import random
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.storage.clusters import ClusterChange
from copydesk.storage.desk import Desk
from copydesk.storage.matches import Heat
from copydesk.storage.overrides import Override, add_override
from copydesk.storage.records import RawDocument
from copydesk.tasks import match, rematch
from copydesk.tasks.overrides import commit_decision
from copydesk.tasks.rematch import rematch_desk
from copydesk.tasks.text.thresholds import Thresholds
from tests.desks import (
    commit,
    document,
    live,
    new_desk,
    publish_run,
    published,
    running,
    take,
    temporary_desk,
)
from tests.generated_news import collections, generated
from tests.soundness import assert_sound
from tests.test_floods import others, reprints
from tests.test_invariants import outcome

NOW = datetime.fromisoformat("2024-06-01")
NO_RANKS: Mapping[str, int] = {}
WORDS = [f"word{number}" for number in range(200)]


def take_by(
    desk: Desk, documents: list[RawDocument], thresholds: Thresholds, ranks: Mapping[str, int]
) -> None:
    with running(desk, thresholds, ranks) as line:
        commit(line, documents)
        publish_run(desk, line)


def rematch_by(
    desk: Desk, thresholds: Thresholds, ranks: Mapping[str, int] = NO_RANKS
) -> list[ClusterChange]:
    with running(desk, thresholds, ranks) as line:
        _, changes = rematch_desk(line, NOW)
        publish_run(desk, line)
    return changes


@st.composite
def thresholds(draw: st.DrawFn) -> Thresholds:
    """Settings of all kinds: each threshold somewhere between half and twice of what it is."""
    changed = {}
    for field in fields(Thresholds):
        default = field.default
        if isinstance(default, float):
            changed[field.name] = draw(st.floats(max(default / 2, min(default, 0.2)), min(default * 2, 1.0)))
        elif isinstance(default, int):
            changed[field.name] = draw(st.integers(default // 2, default * 2))
    return Thresholds(**changed, window_days=draw(st.sampled_from([None, 3, 200])))


@generated
@given(collections(), thresholds(), st.randoms(use_true_random=False))
def test_a_rematch_gives_what_a_new_desk_with_these_settings_would(
    documents: list[RawDocument], changed: Thresholds, chance: random.Random
) -> None:
    sources = ["Harbour Post", "The Baths", "港口日报"]
    ranks = {source: rank for rank, source in enumerate(chance.sample(sources, 3))}
    with temporary_desk([documents]) as desk, temporary_desk([]) as fresh:
        take_by(fresh, documents, changed, ranks)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(rematch, "PAIRS_AT_ONCE", 3)
            patched.setattr(rematch, "ARTICLES_AT_ONCE", 2)
            rematch_by(desk, changed, ranks)
        assert_sound(desk)
        assert outcome(desk) == outcome(fresh)


def test_in_a_flood_the_preferred_publishers_are_compared_with_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(match, "HEAT", Heat(cap=8, band_cap=3, best=3, few_shingles=64))
    choice = random.Random(3)
    documents = [
        document(one.text, choice.choice(["A", "B", "C"]), external_id=one.external_id)
        for one in [*reprints(choice, 40), *others(choice, 5)]
    ]
    desk, fresh = new_desk(tmp_path / "desk"), new_desk(tmp_path / "fresh")
    ranks = {"C": 0, "B": 1, "A": 2}
    take(desk, documents)
    take_by(fresh, documents, Thresholds(), ranks)

    rematch_by(desk, Thresholds(), ranks)

    assert_sound(desk)
    assert outcome(desk) == outcome(fresh)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A story and something over half of it, in one cluster."""
    made = new_desk(tmp_path)
    take(made, [document(" ".join(WORDS[:140]), "A"), document(" ".join(WORDS[60:200]), "B")])
    return made


def test_the_clusters_that_change_are_told_before_and_after(desk: Desk) -> None:
    [before] = published(desk, "from canonical_articles")

    changes = rematch_by(desk, Thresholds(merge_containment=0.9))

    kept, split = changes
    assert (kept.cluster_id, kept.copies_before, kept.copies_after) == (before["cluster_id"], 2, 1)
    assert (split.canonical_before, split.copies_before, split.copies_after) == (None, 0, 1)
    assert len(published(desk, "from canonical_articles")) == 2
    assert rematch_by(desk, Thresholds(merge_containment=0.9)) == []
    assert [change.copies_after for change in rematch_by(desk, Thresholds())] == [2, 0]
    assert_sound(desk)


def test_decisions_of_people_stand_above_thresholds(desk: Desk) -> None:
    one, other = (row["article_id"] for row in live(desk, "select article_id from articles"))
    with running(desk) as line:
        commit_decision(line, Override("merge", one, other, "ada", "one story", NOW), add_override)
        publish_run(desk, line)

    assert rematch_by(desk, Thresholds(merge_containment=0.9)) == []

    [match_row] = published(desk, "from matches")
    assert (match_row["accepted"], match_row["relation"]) == (True, "merged")
    assert_sound(desk)


def test_a_rematch_reads_no_text(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("texts were compared")

    monkeypatch.setattr(match, "compare", refuse)

    assert len(rematch_by(desk, Thresholds(merge_containment=0.9))) == 2


def test_a_rematch_that_fails_leaves_the_desk_as_it_was(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = outcome(desk)

    def stumble(*_: object) -> None:
        raise RuntimeError("stumbled")

    monkeypatch.setattr(rematch, "place_articles", stumble)
    with pytest.raises(RuntimeError, match="stumbled"):
        rematch_by(desk, Thresholds(merge_containment=0.9))

    assert outcome(desk) == before
