"""A window is in the desk, all of it, or nothing of it is."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from copydesk.storage.database import Database
from copydesk.storage.records import Reject
from tests.desks import commit, document, live, new_desk, published, read, running, take
from tests.soundness import assert_sound

STORY = (
    "The orchard at Ulmen lost half of its blossom to the frost on Sunday night, and the growers lit fires "
    "between the rows to save the rest. By morning the valley lay under smoke as far as the railway bridge."
)
FIRST = [document(STORY, external_id="1"), document("An unrelated notice about the tram.", external_id="2")]
# New, a copy of a known story, a known story with other metadata, and a refusal.
SECOND = [
    document(STORY + " Insurers will visit on Thursday.", "The Baths", external_id="3"),
    document("Yet another story, of a bridge that was painted green by mistake.", external_id="4"),
    replace(FIRST[0], title="Frost takes half of the blossom"),
    Reject("tests", "lines.jsonl", "line 9", "parse", "not JSON", retriable=False, payload=b"{"),
]
STATEMENTS = [
    "insert_documents",
    "update_documents",
    "insert_rejects",
    "delete_rewritten",
    "insert_derived",
    "create_candidates",
    "insert_comparisons",
    "update_licenses",
    "create_pieces",
    "insert_articles",
    "update_places",
    "update_clusters",
    "insert_canonical_changes",
    "insert_pending_changes",
]
ENDLESS_RUN = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.desks import commit, document, new_desk, publish_run, running

desk = new_desk(Path(sys.argv[1]))
sentences = [f"Sentence {number} tells of the mill that burnt down in {number}." for number in range(200)]
with running(desk) as line:
    publish_run(desk, line)
    print("started", flush=True)
    for number in range(10_000):
        texts = [" ".join(sentences[number % 90 + copy : number % 90 + copy + 9]) for copy in range(20)]
        commit(line, [document(text, f"Paper {number}") for text in texts])
        publish_run(desk, line)
"""


class Stumble:
    """Breaks off at one statement, as a full disk or a fault in the code would, after it has run."""

    class FellError(Exception):
        """The statement is done, the transaction is not."""

    def __init__(self, statement: str) -> None:
        self.statement = statement
        self.execute = Database.execute

    def __call__(self, database: Database, name: str, parameters: dict[str, object] | None = None) -> None:
        self.execute(database, name, parameters)
        if name == self.statement:
            raise self.FellError


def test_a_window_that_fails_anywhere_leaves_the_desk_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = new_desk(tmp_path)
    take(desk, FIRST)
    with running(desk) as line:
        before = desk_tables(line.live)
        for statement in STATEMENTS:
            stumble = Stumble(statement)
            with monkeypatch.context() as patched, pytest.raises(Stumble.FellError):
                patched.setattr(Database, "execute", lambda *given, stumble=stumble: stumble(*given))
                commit(line, SECOND)
            assert desk_tables(line.live) == before, statement
        # The same run can go on.
        assert commit(line, SECOND).new == 2
    take(desk)
    assert_sound(desk)


def desk_tables(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every table as the writing connection itself sees it."""
    connection = database._connection
    names = connection.execute(
        "select table_name from duckdb_tables() where database_name = 'live'"
    ).fetchall()
    return {name: sorted(connection.execute(f"from live.{name}").fetchall(), key=repr) for (name,) in names}


@pytest.mark.parametrize("delay_seconds", [0.05, 0.4, 0.9])
def test_a_killed_run_leaves_whole_windows_and_the_next_one_catches_up(
    tmp_path: Path, delay_seconds: float
) -> None:
    root = Path(__file__).parents[2]
    desk = new_desk(tmp_path)
    command = [sys.executable, "-c", ENDLESS_RUN, os.fspath(tmp_path), os.fspath(root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "started\n"
        time.sleep(delay_seconds)
        run.send_signal(signal.SIGKILL)
    published(desk, "from articles")

    take(desk, FIRST)

    assert_sound(desk)
    [killed] = live(desk, "select state from runs order by started_at limit 1")
    assert killed["state"] in {"Crashed", "Completed"}
    whole = {
        row["articles"] for row in live(desk, "select count(*) as articles from articles group by source")
    }
    assert whole <= {2, 20}


def test_the_same_refusal_again_is_the_same_row(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    take(desk, SECOND[3:])
    before = read(desk.published)["rejects"]
    take(desk, SECOND[3:], SECOND[3:])
    assert read(desk.published)["rejects"] == before


WORDS = [f"word{number}" for number in range(110)]


def test_an_article_that_joins_two_clusters_says_what_became_of_them(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    halves = [" ".join(WORDS[:62]), " ".join(WORDS[46:])]
    take(desk, [document(half, external_id=str(number)) for number, half in enumerate(halves)])
    assert len(published(desk, "from canonical_articles")) == 2

    take(desk, [document(" ".join(WORDS), "The Baths")])

    assert published(desk, "select source, copies, outlets from canonical_articles") == [
        {"source": "The Baths", "copies": 3, "outlets": 2}
    ]
    reasons = [row["reason"] for row in published(desk, "select reason from canonical_changes")]
    assert len(reasons) == 2
    assert sum(reason.startswith("merged into cluster ") for reason in reasons) == 1
    assert "the more complete text" in reasons
    assert_sound(desk)


def test_a_digest_of_two_stories_joins_neither(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    stories = [" ".join(f"{word}{number}" for number in range(60)) for word in ("elm", "oak")]
    take(desk, [document(story, external_id=str(number)) for number, story in enumerate(stories)])
    take(desk, [document("\n".join(stories), "The Baths")])

    assert [row["copies"] for row in published(desk, "select copies from canonical_articles")] == [1, 1, 1]
    matches = published(desk, "select relation, accepted, containment from matches")
    assert matches == [{"relation": "shared", "accepted": False, "containment": 1.0}] * 2
    assert_sound(desk)


@pytest.mark.parametrize("first", ["stories", "digest", "one story"])
def test_a_digest_is_one_whenever_it_comes(tmp_path: Path, first: str) -> None:
    desk = new_desk(tmp_path)
    elm, oak = (document(" ".join(f"{word}{number}" for number in range(60))) for word in ("elm", "oak"))
    digest = document(f"{elm.text}\n{oak.text}", "The Baths")
    orders = {"stories": [elm, oak, digest], "digest": [digest, elm, oak], "one story": [elm, digest, oak]}
    for one in orders[first]:
        take(desk, [one])
        assert_sound(desk)

    assert [row["copies"] for row in published(desk, "select copies from canonical_articles")] == [1, 1, 1]
    assert {row["relation"] for row in published(desk, "select relation from matches")} == {"shared"}
