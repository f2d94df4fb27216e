"""Documents withdrawn: gone everywhere, and everything else as if they had never been there."""

import random
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.storage.desk import Desk
from copydesk.storage.matches import Heat
from copydesk.storage.records import RawDocument
from copydesk.storage.tombstones import Word
from copydesk.tasks import match
from copydesk.tasks.forget import withdraw
from copydesk.tasks.text.identity import article_id, identity_key
from tests.desks import Tables, live, publish_run, running, take, temporary_desk
from tests.generated_news import collections, generated
from tests.soundness import assert_sound
from tests.test_invariants import heats, outcome

WORD = Word("a court order", "Ada", datetime.fromisoformat("2024-05-01"))


def forget(desk: Desk, article_ids: list[str]) -> None:
    with running(desk) as line:
        withdraw(line, article_ids, WORD)
        publish_run(desk, line)


def ids(desk: Desk) -> list[str]:
    return [str(row["article_id"]) for row in live(desk, "select article_id from articles")]


def id_of(one: RawDocument) -> str:
    return article_id(one.source, identity_key(one.external_id, one.url), one.text)


def without_stones(tables: Tables) -> Tables:
    """What a desk holds, but for what says that something was withdrawn."""
    return {name: rows for name, rows in tables.items() if not name.startswith("tombstone")}


@generated
@given(collections(max_size=12), st.randoms(use_true_random=False))
def test_what_stays_is_as_if_the_withdrawn_had_never_been_there(
    documents: list[RawDocument], chance: random.Random
) -> None:
    assert_forgotten(documents, chance)


@generated
@given(collections(max_size=12), st.randoms(use_true_random=False), heats())
def test_what_stays_of_a_flood_is_as_if_the_withdrawn_had_never_been_there(
    documents: list[RawDocument], chance: random.Random, heat: Heat
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(match, "HEAT", heat)
        assert_forgotten(documents, chance)


def assert_forgotten(documents: list[RawDocument], chance: random.Random) -> None:
    with temporary_desk([documents]) as desk:
        before = ids(desk)
        gone = chance.sample(before, chance.randint(0, len(before)))
        forget(desk, gone)
        assert_sound(desk)
        stays = [one for one in documents if id_of(one) not in gone]
        with temporary_desk([stays]) as never:
            assert without_stones(outcome(desk)) == without_stones(outcome(never))
        take(desk, documents)
        assert set(ids(desk)) == set(before) - set(gone)
        assert_sound(desk)
