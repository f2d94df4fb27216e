import doctest
from importlib import import_module
from pathlib import Path

import pytest

from copydesk.flows.run_page.markdown import RunPage, table
from copydesk.flows.summary import Summary
from copydesk.storage.run_details import RunChange, RunCluster, RunDetails, RunReject, run_details
from copydesk.storage.runs import Tally
from tests.desks import commit, document, new_desk, running

STORY = "The ferry to the island left the old harbour in the morning, forty people and a dog on board. " * 4
HOSTILE = "<script>alert(1)</script> | [click](http://elsewhere.example) `rm`"


def page(**details: object) -> str:
    summary = Summary(
        "run-1", "Completed", Tally(read=3, new=2, rejected=1), {"promo": 12}, {}, Path("desk/a")
    )
    return RunPage(summary, RunDetails(**details)).as_markdown()  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["markdown", "artifacts"])
def test_the_examples_are_true(name: str) -> None:
    assert not doctest.testmod(import_module(f"copydesk.flows.run_page.{name}")).failed


def test_nothing_in_a_title_is_taken_for_markdown_or_html() -> None:
    told = page(
        clusters=[RunCluster(HOSTILE, HOSTILE, 2, 1, 1, "c")],
        changes=[RunChange(HOSTILE, "", "", "a", None, "c")],
    )
    assert "<script>" not in told
    assert "[click](" not in told
    rows = [line for line in told.splitlines() if "alert" in line]
    assert all(row.replace("\\|", "").count("|") in (5, 6) for row in rows), rows


def test_a_table_keeps_a_row_on_a_line() -> None:
    assert table(("a", "b"), [("two\nlines", "c")]).splitlines()[2] == "| two lines | c |"


def test_what_to_do_next_follows_from_what_happened() -> None:
    told = page(rejects=[RunReject("wire", "a.jsonl", "line 3", "there is no text")])
    assert "See what was refused: `copydesk rejects" in told
    assert "`copydesk report" in told


def test_a_reject_tells_its_place() -> None:
    assert str(RunReject("wire", "a.jsonl", "line 3", "no text")) == "a.jsonl, line 3: no text"
    assert str(RunReject("wire", "a.txt", None, "no text")) == "a.txt: no text"


def test_the_details_of_a_run_are_its_own(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    with running(desk) as line:
        commit(line, [document(STORY, external_id="1"), document(STORY, "Market Times", external_id="2")])
    with running(desk) as line:
        assert run_details(line.live, line.run) == RunDetails([], [], [])
        commit(line, [document(f"{STORY} It came back at noon.", external_id="3"), document("Rain fell.")])
        found = run_details(line.live, line.run)
    [cluster] = found.clusters
    assert (cluster.copies, cluster.outlets, cluster.added) == (3, 2, 1)
    assert cluster.title == f"{STORY[:100]}…", "what is cut short shows it"


def test_the_report_is_linked_or_named() -> None:
    summary = Summary("run-1", "Completed", Tally(), {}, {}, Path("desk/a"))
    details = RunDetails([], [], [])
    assert "[Open the report](/reports/latest)" in RunPage(summary, details, "/reports/latest").as_markdown()
    assert r"desk/reports/a\_b.html" in RunPage(summary, details, Path("desk/reports/a_b.html")).as_markdown()
