"""`copydesk merge`, `split`, `pin` and `overrides`: decisions from the command line, seen at once."""

import getpass
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from copydesk.flows.cli import main
from copydesk.storage.desk import Desk, writing
from tests.desks import document, new_desk, published, take
from tests.soundness import assert_sound

STORY = (
    "The mill at Osterby burnt down on Sunday night while the owner danced at a wedding two villages off. "
    "Neighbours carried the sacks of rye into the churchyard, where they stood in the rain until morning."
)
OTHER = (
    "Nine of the eleven beekeepers in the valley report that their hives came through the winter unharmed."
)
Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = new_desk(tmp_path)
    take(
        made,
        [
            document(f"{STORY} The insurers have been told.", "Harbour Post", external_id="full"),
            document(STORY, "The Baths", external_id="part"),
            document(OTHER, "The Baths", external_id="bees"),
        ],
    )
    return made


@pytest.fixture
def say(desk: Desk, capsys: pytest.CaptureFixture[str]) -> Say:
    def run(*words: str) -> tuple[int, str, str]:
        code = main([*words, "--desk", str(desk.folder)])
        return (code, *capsys.readouterr())

    return run


def test_a_merge_is_published_at_once_with_its_author_and_reason(desk: Desk, say: Say) -> None:
    code, out, _ = say("merge", "bees", "full", "--reason", "one digest", "--author", "Ada")

    assert code == 0
    assert out.startswith("recorded\ncluster")
    assert [row["copies"] for row in published(desk, "select copies from canonical_articles")] == [3]
    [override] = published(desk, "from overrides")
    assert (override["kind"], override["author"], override["reason"]) == ("merge", "Ada", "one digest")
    assert "merged by Ada: one digest" in say("explain", "bees", "full")[1]
    assert "decided     merged by Ada: one digest" in say("explain", "full")[1]
    assert_sound(desk)


def test_who_does_not_say_who_decides_decides_under_the_login_name(desk: Desk, say: Say) -> None:
    say("pin", "part", "--reason", "ours")

    [override] = published(desk, "from overrides")
    assert (override["author"], override["other_id"]) == (getpass.getuser(), None)


def test_what_changed_is_told_to_machines_too(say: Say) -> None:
    told = json.loads(say("split", "part", "full", "--reason", "differs", "--json")[1])

    assert told["decision"]["kind"] == "split"
    assert sorted(cluster["copies_after"] for cluster in told["clusters"]) == [1, 1]


def test_a_decision_can_be_taken_back_in_either_order_of_its_articles(desk: Desk, say: Say) -> None:
    say("split", "part", "full", "--reason", "differs")

    code, out, _ = say("split", "full", "part", "--undo")

    assert (code, out.splitlines()[0]) == (0, "taken back")
    assert published(desk, "from overrides") == []
    assert sorted(row["copies"] for row in published(desk, "select copies from canonical_articles")) == [1, 2]
    assert_sound(desk)


def test_the_list_says_what_is_wrong_with_a_decision(say: Say) -> None:
    say("merge", "bees", "full", "--reason", "one digest", "--author", "Ada")
    say("split", "bees", "full", "--reason", "no, two", "--author", "Bo")

    first, fault, second = say("overrides")[1].splitlines()

    assert first.endswith("by Ada: one digest")
    assert fault.strip() == "contradicted by a later decision: split by Bo: no, two"
    assert second.endswith("by Bo: no, two")
    assert [row["fault"] is None for row in json.loads(say("overrides", "--json")[1])] == [False, True]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["merge", "bees", "full"], "say why"),
        (["merge", "bees", "bees", "--reason", "x"], "is one article"),
        (["pin", "bees", "--undo"], "no such pin"),
        (["merge", "bees", "--reason", "x"], "OTHER"),
    ],
)
def test_a_decision_that_says_too_little_is_a_usage_error(
    say: Say, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    try:
        code, _, err = say(*words)
    except SystemExit as ended:
        code, err = int(str(ended.code)), capsys.readouterr().err
    assert code == 2
    assert told in err


def test_a_busy_desk_says_who_holds_it_and_nothing_is_recorded(desk: Desk, say: Say) -> None:
    with writing(desk):
        code, _, err = say("pin", "part", "--reason", "ours")

    assert code == 1
    assert "the desk is in use by process" in err
    assert published(desk, "from overrides") == []
