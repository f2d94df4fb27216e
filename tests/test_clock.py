"""A clock that jumps: what a desk holds doesn't depend on when it was taken in."""

from collections.abc import Iterator
from datetime import datetime
from itertools import cycle
from pathlib import Path

import pytest

from tests import desks
from tests.desks import document, new_desk, published, take
from tests.soundness import assert_sound

FERRY = (
    "The ferry to Holm was cancelled on Friday because the ice in the sound had grown too thick for the bow. "
    "Twelve lorries wait on the quay, most of them with fish, and the baker has flour for three days."
)
WINDOWS = [
    [document(FERRY, "Harbour Post", external_id="ferry")],
    [document(f"{FERRY} Nobody is worried yet.", "Sound Gazette", external_id="fuller")],
    [document("Nine of the eleven beekeepers report that their hives came through.", external_id="bees")],
    [document(FERRY, "Harbour Post", external_id="ferry", published_at=datetime(2024, 1, 5))],
]


def jumping() -> Iterator[datetime]:
    return cycle(
        map(datetime.fromisoformat, ("2024-05-01", "1970-01-01", "2099-12-31", "2024-05-01", "2003-02-28"))
    )


def test_a_clock_that_jumps_between_runs_and_within_them_changes_no_choice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steady, jumpy = new_desk(tmp_path / "steady"), new_desk(tmp_path / "jumpy")
    for window in WINDOWS:
        take(steady, window)
    with monkeypatch.context() as patched:
        patched.setattr(desks, "_clock", jumping())
        for window in WINDOWS:
            take(jumpy, window)

    query = "select external_id, canonical_id, relation, published_at, body from articles"
    assert published(jumpy, query) == published(steady, query)
    assert len(published(jumpy, "from runs")) == len(WINDOWS)
    assert_sound(jumpy)
