"""`copydesk forget`: what is withdrawn is found nowhere in the desk, and says what it cannot reach."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from copydesk.flows.cli import main
from copydesk.storage import publish as publishing
from copydesk.storage.desk import Desk, writing
from copydesk.storage.errors import DeskUnusableError
from copydesk.storage.published import read_published
from copydesk.storage.records import RawDocument, Reject
from copydesk.tasks.carriers import find_carriers
from copydesk.tasks.text.thresholds import Thresholds
from tests.desks import document, live, new_desk, published, take
from tests.soundness import assert_sound

HEARSAY = "the insurers had been told of a zebrawood quillfeather by a neighbour who could not sleep"
STORY = (
    "The mill at Osterby burnt down on Sunday night while the owner danced at a wedding two villages off. "
    "Neighbours carried the sacks of rye into the churchyard, where they stood in the rain until morning."
)
OTHER = (
    "Nine of the eleven beekeepers in the valley report that their hives came through the winter unharmed."
)
URL = "https://harbour.example/mill"
Say = Callable[..., tuple[int, str, str]]


def documents() -> list[RawDocument | Reject]:
    line = json.dumps({"id": "full", "text": f"{STORY} On Monday {HEARSAY}."}).encode()[:-1]
    return [
        document(f"{STORY} On Monday {HEARSAY}.", "Harbour Post", external_id="full", url=URL),
        document(STORY, "The Baths", external_id="part"),
        document(OTHER, "The Baths", external_id="bees"),
        Reject("tests", "lines.jsonl", "line 4", "parse", "broken JSON", retriable=False, payload=line),
        Reject(
            "tests",
            "lines.jsonl",
            "line 5",
            "parse",
            "broken JSON",
            retriable=False,
            payload=b'{"text": "Hay',
        ),
    ]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = new_desk(tmp_path)
    take(made, documents())
    return made


@pytest.fixture
def say(desk: Desk, capsys: pytest.CaptureFixture[str]) -> Say:
    def run(*words: str) -> tuple[int, str, str]:
        code = main([*words, "--desk", str(desk.folder)])
        return (code, *capsys.readouterr())

    return run


def files_with(desk: Desk, words: str) -> list[str]:
    files = (path for path in desk.folder.rglob("*") if path.is_file())
    return sorted(path.name for path in files if words.encode() in path.read_bytes())


def ids(desk: Desk) -> dict[str, str]:
    return {row["external_id"]: row["article_id"] for row in published(desk, "from articles")}


def test_the_words_of_a_withdrawn_article_are_in_no_byte_of_the_desk(desk: Desk, say: Say) -> None:
    assert files_with(desk, "zebrawood") == ["articles.duckdb", "live.duckdb"]

    code, out, _ = say("forget", "full", "--reason", "a court order", "--yes")

    assert (code, out.splitlines()[0]) == (0, "withdrawn: 1; they stay out when they come in again")
    assert files_with(desk, "zebrawood") == []
    assert sorted(ids(desk)) == ["bees", "part"]
    assert_sound(desk)


def test_a_tombstone_says_who_why_and_when_and_no_more(desk: Desk, say: Say) -> None:
    gone = ids(desk)["full"]
    say("forget", "full", "--reason", "a court order", "--author", "Ada", "--yes")

    [stone] = published(desk, "from tombstones")
    assert (stone["article_id"], stone["source"]) == (gone, "Harbour Post")
    assert (stone["reason"], stone["author"]) == ("a court order", "Ada")
    assert say("forget", gone, "--reason", "again", "--yes")[2].endswith("by Ada: a court order\n")


def test_only_rejects_that_carried_the_text_lose_their_bytes(desk: Desk, say: Say) -> None:
    _, out, _ = say("forget", "full", "--reason", "a court order", "--yes", "--json")

    assert json.loads(out)["emptied_rejects"] == 1
    rejects = {row["location"]: row for row in published(desk, "from rejects")}
    assert rejects["line 4"]["payload"] is None
    assert rejects["line 4"]["reason"].endswith("; its bytes carried a text that was withdrawn")
    assert rejects["line 5"]["payload"] == b'{"text": "Hay'


def test_copies_that_stay_are_listed_first_and_taken_on_request(desk: Desk, say: Say) -> None:
    code, _, err = say("forget", "full", "--reason", "x")

    assert (code, "say --yes" in err) == (2, True)
    assert "copies and excerpts that stay (--with-copies takes them too): 1\n  " + ids(desk)["part"] in err
    assert len(ids(desk)) == 3

    say("forget", "full", "--reason", "x", "--yes", "--with-copies")
    assert sorted(ids(desk)) == ["bees"]
    assert files_with(desk, "sacks of rye") == []


def ending(number: int) -> str:
    """Two words that no other number has."""
    return " ".join(chr(ord("a") + digit) * 6 for digit in divmod(number, 12))


def test_copies_of_a_flood_that_were_never_compared_are_listed_as_well(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    take(
        desk,
        [document(f"{STORY} {HEARSAY} {ending(number)}", external_id=str(number)) for number in range(130)],
    )

    with read_published(desk) as database:
        carriers = find_carriers(database, [ids(desk)["77"]], Thresholds())

    assert len(carriers) == 129
    assert {carrier.relation for carrier in carriers} == {"dup"}


@pytest.mark.parametrize(
    "again",
    [
        document(f"{STORY} On Monday {HEARSAY}.", "Harbour Post", external_id="full", url=URL),
        document(f"{STORY} On  Monday\n{HEARSAY}.\n\nSource: Reuters", "Valley Star"),
        document(f"{STORY} ON MONDAY {HEARSAY}.", "Valley Star"),
        document(f"{STORY} On Tuesday, it turned out.", "Harbour Post", external_id="full"),
        document("Quite another text on the mill.", "Valley Star", url=f"{URL}?utm_source=feed"),
    ],
    ids=["the same", "other furniture", "other letters", "the same id", "the same URL"],
)
def test_what_was_withdrawn_stays_out_when_it_comes_again(desk: Desk, say: Say, again: RawDocument) -> None:
    say("forget", "full", "--reason", "a court order", "--yes")

    tally = take(desk, [again, *documents()])

    assert (tally.withheld, tally.new, tally.unchanged) == (2, 0, 2)
    assert sorted(ids(desk)) == ["bees", "part"]
    assert_sound(desk)


def test_what_somebody_kept_does_not_block_itself(desk: Desk, say: Say) -> None:
    take(desk, [document(f"{STORY} On Monday {HEARSAY}.", "The Baths", external_id="copy", url=URL)])
    say("forget", "full", "--reason", "theirs only", "--yes")

    tally = take(desk, [document(f"{STORY} On Monday {HEARSAY}.", "Valley Star", url=URL), *documents()])

    assert (tally.new, tally.withheld) == (1, 1)


def test_an_undo_lets_the_text_come_in_again(desk: Desk, say: Say) -> None:
    gone = ids(desk)["full"]
    say("forget", "--url", f"{URL}?utm_source=feed", "--reason", "a mistake", "--yes")
    assert say("forget", gone, "--undo")[:2] == (
        0,
        "1 documents may come in again: their texts are gone, "
        "take them in anew: copydesk ingest --reread SOURCE\n",
    )

    assert take(desk, documents()).new == 1
    assert published(desk, "from tombstones") == []
    assert say("forget", gone, "--undo")[0] == 1


def test_a_source_goes_as_a_whole(desk: Desk, say: Say) -> None:
    code, _, err = say("forget", "--source", "The Baths", "--reason", "their licence ended", "--yes")

    assert (code, err.splitlines()[0]) == (0, "to be withdrawn: 2")
    assert list(ids(desk)) == ["full"]
    assert_sound(desk)


def test_decisions_on_what_is_withdrawn_go_with_it(desk: Desk, say: Say) -> None:
    say("merge", "bees", "full", "--reason", "one digest")
    say("merge", "bees", "part", "--reason", "one digest")

    say("forget", "bees", "--reason", "x", "--yes")

    assert published(desk, "from overrides") == []
    assert [row["copies"] for row in published(desk, "from canonical_articles")] == [2]
    assert_sound(desk)


def test_users_own_tables_that_name_it_are_told(say: Say) -> None:
    say("sql", 'create table notes."my pick" as select article_id, body from articles')
    say("sql", "create table notes.others as select 'x' as article_id")
    say("sql", "create view notes.mine as select article_id from articles")

    _, out, _ = say("forget", "full", "--reason", "x", "--yes")

    assert "your own tables that name them: 1\n" in out
    assert "notes.duckdb: main.my pick\n" in out


def test_reports_that_name_it_are_told(desk: Desk, say: Say) -> None:
    (desk.folder / "reports" / "week.html").write_text(f"<a>{ids(desk)['full']}</a>")
    (desk.folder / "reports" / "other.html").write_text(f"<a>{ids(desk)['bees']}</a>")

    _, out, _ = say("forget", "full", "--reason", "x", "--yes", "--json")

    assert json.loads(out)["beyond_reach"]["files"] == [str(desk.folder / "reports" / "week.html")]


def test_exports_made_since_it_came_are_told(say: Say, tmp_path: Path) -> None:
    say("export", str(tmp_path / "out"), "--format", "jsonl")

    _, out, _ = say("forget", "full", "--reason", "x", "--yes", "--json")

    assert json.loads(out)["beyond_reach"]["exports"] == [str(tmp_path / "out")]


def test_a_run_finishes_what_a_killed_one_left_in_the_free_pages(
    desk: Desk, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> Iterator[None]:
        raise DeskUnusableError("no space left")

    with monkeypatch.context() as patched:
        patched.setattr(publishing, "_lay_out", killed)
        assert say("forget", "full", "--reason", "x", "--yes")[0] == 1
    assert files_with(desk, "zebrawood") == ["articles.duckdb", "live.duckdb"]

    take(desk, [])

    assert files_with(desk, "zebrawood") == []
    assert [path.name for path in desk.folder.glob(".*.rewrite")] == []
    assert_sound(desk)


def test_a_busy_desk_says_who_holds_it_and_nothing_is_withdrawn(desk: Desk, say: Say) -> None:
    with writing(desk):
        code, _, err = say("forget", "full", "--reason", "x", "--yes")

    assert code == 1
    assert "the desk is in use by process" in err
    assert len(live(desk, "from articles")) == 3


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["forget", "--reason", "x", "--yes"], 2, "say what to withdraw"),
        (["forget", "full", "--yes"], 2, "say why"),
        (["forget", "full", "--source", "The Baths", "--reason", "x", "--yes"], 2, "don't narrow each other"),
        (["forget", "--source", "The Baths", "--url", "x", "--undo"], 2, "don't narrow each other"),
        (["forget", "nobody", "--reason", "x", "--yes"], 1, "there is no article 'nobody'"),
        (["forget", "--source", "nobody", "--reason", "x", "--yes"], 1, "of the source 'nobody'"),
        (["forget", "--url", "https://x.example", "--reason", "x", "--yes"], 1, "from https://x.example"),
        (["forget", "--url", "https://x.example", "--undo"], 1, "nothing of the kind was withdrawn"),
    ],
)
def test_what_cannot_be_withdrawn_is_told(say: Say, words: list[str], code: int, told: str) -> None:
    found, _, err = say(*words)

    assert (found, told in err) == (code, True)
