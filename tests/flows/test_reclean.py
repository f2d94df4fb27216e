"""A line that recurs is proposed, accepted, and then out of everything stored."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from copydesk.flows.cli import main
from copydesk.storage.database import open_live
from copydesk.storage.desk import Desk, writing
from copydesk.storage.furniture import LineDecision, decide_line
from copydesk.storage.records import RawDocument
from copydesk.tasks import recipe
from copydesk.tasks.outdated import count_outdated
from copydesk.tasks.text import manner
from tests.desks import document, live, new_desk, published, reclean, running, take
from tests.soundness import assert_sound

BEGGING = "Dear reader, it is you who keep the presses of our house turning, day after day"
STORIES = (
    "The ferry to the islands ran aground at dawn, and all forty passengers were taken off by noon.",
    "Two bakeries in the old town will close this winter, their owners said, because flour costs too much.",
    "A court in the capital acquitted the mayor of taking money from the builders of the new bridge.",
)


def daily(number: int, source: str = "Harbour Post") -> RawDocument:
    return document(
        f"{STORIES[number]}\n{BEGGING} {number + 10}.", source=source, external_id=f"{source} {number}"
    )


def accept(desk: Desk, source: str, line: str) -> None:
    with writing(desk), open_live(desk) as live:
        decide_line(live, LineDecision(source, line, "promo", "an editor"), datetime(2024, 5, 1))


def bodies(desk: Desk) -> Sequence[str]:
    return [str(row["body"]) for row in published(desk, "select body from articles")]


def test_a_line_of_one_source_in_three_clusters_is_proposed_with_its_digits_masked(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)

    take(desk, [daily(number) for number in range(3)])

    [proposal] = published(desk, "select source, line, clusters from recurring_lines")
    assert proposal == {"source": "Harbour Post", "line": f"{BEGGING} 00.", "clusters": 3}


def test_a_line_that_only_copies_of_one_story_share_is_not_proposed(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    text = f"{STORIES[0]}\n{BEGGING} 12."

    take(desk, [document(text, external_id=str(number)) for number in range(5)])

    assert published(desk, "from recurring_lines") == []


def test_an_accepted_line_leaves_the_articles_of_its_source_and_of_no_other(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    take(desk, [daily(number) for number in range(3)] + [daily(0, "Valley Star")])

    accept(desk, "Harbour Post", f"{BEGGING} 00.")
    reclean(desk)

    assert sorted(body.count(BEGGING) for body in bodies(desk)) == [0, 0, 0, 1]
    assert {row["kind"] for row in published(desk, "select kind from removed_spans")} == {"promo"}
    assert_sound(desk)


def test_what_is_recleaned_equals_what_would_be_taken_in_with_the_line_accepted(tmp_path: Path) -> None:
    stories = [daily(number) for number in range(3)] + [daily(number, "Valley Star") for number in range(3)]
    late, early = new_desk(tmp_path / "late"), new_desk(tmp_path / "early")
    take(late, stories)
    accept(late, "Harbour Post", f"{BEGGING} 00.")
    reclean(late)

    take(early)
    accept(early, "Harbour Post", f"{BEGGING} 00.")
    take(early, stories)

    for table in ("removed_spans", "credits", "articles", "matches", "canonical_articles"):
        query = f"select * exclude (run_id) from {table}" if table == "matches" else f"from {table}"
        ignored = {"run_id", "first_seen_at", "cluster_id"}
        left, right = (
            [
                {name: value for name, value in row.items() if name not in ignored}
                for row in published(desk, query)
            ]
            for desk in (late, early)
        )
        assert left == right, table


def test_what_counts_as_a_quotation_by_later_rules_is_counted_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = new_desk(tmp_path / "desk")
    said = "“The pier will stand again, stone by stone, and nobody will have to ask for it twice this time.”"
    given = [document(f"{story} {said}", external_id=str(place)) for place, story in enumerate(STORIES[:2])]
    quotations = "select quoted, shared_quoted from comparisons"
    with monkeypatch.context() as before:
        before.setattr(manner, "quoted_spans", lambda _: [])
        before.setattr(recipe, "rules_version", "older")
        take(desk, given)
    assert live(desk, quotations) == [{"quoted": 0, "shared_quoted": 0}]

    reclean(desk)

    assert live(desk, quotations) == [{"quoted": 19, "shared_quoted": 19}]


def test_a_reclean_that_was_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    take(desk, [daily(number) for number in range(3)])
    accept(desk, "Harbour Post", f"{BEGGING} 00.")

    reclean(desk, window=1, stop_after=1)
    with running(desk) as line:
        left = count_outdated(line)
    reclean(desk, window=1)

    assert left == 2
    assert not any(BEGGING in body for body in bodies(desk))
    assert_sound(desk)


def test_an_article_of_nothing_but_accepted_lines_leaves_the_desk_as_a_reject(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    take(desk, [daily(number) for number in range(3)] + [document(f"{BEGGING} 99.", external_id="beggar")])

    accept(desk, "Harbour Post", f"{BEGGING} 00.")
    reclean(desk)

    assert len(bodies(desk)) == 3
    [refused] = published(desk, "select stage, payload from rejects")
    assert refused == {"stage": "clean", "payload": f"{BEGGING} 99.".encode()}
    assert_sound(desk)


def test_a_canonical_article_that_leaves_gives_way_to_the_next_and_is_named_nowhere(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    begging = "\n".join(f"{BEGGING} {number}." for number in range(10, 16))
    copies = [
        document(begging, source=source, external_id=source) for source in ("Harbour Post", "Valley Star")
    ]
    take(desk, copies)
    [first] = published(desk, "select source from canonical_articles")

    accept(desk, str(first["source"]), f"{BEGGING} 00.")
    reclean(desk)

    [left] = published(desk, "select source, copies from canonical_articles")
    assert left["source"] != first["source"]
    assert left["copies"] == 1
    assert_sound(desk)


def test_the_command_lists_decides_and_takes_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = new_desk(tmp_path)
    take(desk, [daily(number) for number in range(3)])
    furniture = ["furniture", "--desk", str(tmp_path)]
    of_source = [*furniture, "--source", "Harbour Post"]

    assert main(furniture) == 0
    assert f"Harbour Post: in 3 articles of 3 clusters\n    {BEGGING} 00." in capsys.readouterr().out
    assert main([*furniture, "--accept", f"{BEGGING} 12."]) == 2
    assert main([*of_source, "--accept", f"{BEGGING} 12.", "--kind", "promo"]) == 0
    reclean(desk)
    assert not any(BEGGING in body for body in bodies(desk))
    assert main([*of_source, "--undo", f"{BEGGING} 12."]) == 0
    reclean(desk)
    assert all(BEGGING in body for body in bodies(desk))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (["--source", "Harbor Post", "--accept", BEGGING], "is Harbour Post meant?"),
        (["--source", "Harbour Post", "--undo", BEGGING], "nothing was said of this line of Harbour Post"),
    ],
)
def test_a_word_on_a_line_that_would_change_nothing_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], said: Sequence[str], told: str
) -> None:
    take(new_desk(tmp_path), [daily(0)])

    assert main(["furniture", "--desk", str(tmp_path), *said]) == 2
    assert told in capsys.readouterr().err


def test_a_desk_in_which_nothing_recurs_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    take(new_desk(tmp_path), [daily(0)])

    assert main(["furniture", "--desk", str(tmp_path)]) == 0
    assert "nothing to decide" in capsys.readouterr().out


@pytest.mark.parametrize(
    "command", [["reclean"], ["rematch"], ["furniture", "--source", "Harbour Post", "--accept", BEGGING]]
)
def test_what_works_on_a_desk_makes_none_where_there_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: Sequence[str]
) -> None:
    mistyped = tmp_path / "dekc"

    assert main([*command, "--desk", str(mistyped)]) == 1
    assert f"{mistyped / 'live.duckdb'}: there is no desk here yet" in capsys.readouterr().err
    assert not mistyped.exists()
