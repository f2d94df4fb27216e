"""`copydesk sources`: how each source fares."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from copydesk.flows.cli import main
from copydesk.flows.source_list import Listed, remarks
from copydesk.storage.desk import Desk
from copydesk.storage.records import Reject
from copydesk.storage.source_health import SourceHealth
from tests.desks import FEED, document, new_desk, take

Say = Callable[..., tuple[int, str, str]]
STORY = "The ferry to Holm stayed in the harbour all day, since the waves were nine metres high."


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = new_desk(tmp_path / "desk")
    refused = Reject(
        FEED, "lines.jsonl", "line 3", "parse", "not a JSON object", retriable=False, payload=b"[1]"
    )
    take(made, [document(STORY), document(f"{STORY}\nKeep reading with a 7-day free trial"), refused])
    made.settings.write_text('[[source]]\nname = "Gazette"\nlocation = "../gazette"\n', encoding="utf-8")
    return made


@pytest.fixture
def say(desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Say:
    monkeypatch.setattr("copydesk.flows.source_list.utc_now", lambda: datetime(2024, 1, 1, 23))
    monkeypatch.setenv("COLUMNS", "120")

    def run(*words: str) -> tuple[int, str, str]:
        code = main(["sources", *words, "--desk", str(desk.folder)])
        return (code, *capsys.readouterr())

    return run


def test_sources_that_were_read_and_sources_that_are_set_up_are_listed(say: Say) -> None:
    code, out, _ = say("--days", "2")

    assert code == 0
    head, gazette, tests, remark = out.splitlines()
    assert head.split() == [
        "source",
        "state",
        "last",
        "read",
        "31.12.",
        "01.01.",
        "articles",
        "stubs",
        "rejects",
    ]
    assert gazette.split() == ["Gazette", "unread", "never", "-", "-", "-", "-", "-"]
    assert tests.split()[:2] == [FEED, "new"]
    assert tests.split()[4:] == ["-", "2", "2", "50%", "1"]
    assert remark == "Gazette: set up, and not read yet: copydesk ingest"


def test_json_has_the_same_keys_for_every_source(say: Say) -> None:
    _, out, _ = say("--days", "2", "--json")

    gazette, tests = json.loads(out)
    assert gazette.keys() == tests.keys()
    assert (gazette["configured"], gazette["documents"], gazette["state"]) == (True, None, "unread")
    assert (tests["configured"], tests["stub_share"], tests["rejects"]) == (False, 0.5, 1)
    assert tests["new_by_day"] == {"2023-12-31": 0, "2024-01-01": 2}


def test_sources_can_be_listed_before_anything_is_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = new_desk(tmp_path)
    assert main(["sources", "--desk", str(desk.folder)]) == 1
    assert "nothing is published here yet" in capsys.readouterr().err

    desk.settings.write_text('[[source]]\nname = "Gazette"\nlocation = "../gazette"\n', encoding="utf-8")
    assert main(["sources", "--desk", str(desk.folder)]) == 0
    assert "Gazette" in capsys.readouterr().out


def listed(**told: object) -> Listed:
    given = {
        "name": "Gazette", "kind": "folder", "location": "/gazette", "last_run_at": datetime(2024, 1, 9),
        "last_success_at": datetime(2024, 1, 9), "failures": 0, "documents": 9, "partial": 0, "rejects": 0,
        "last_new_at": datetime(2024, 1, 1), "quiet_hours": 192.0, "usual_hours": 30.0, "state": "silent",
    }  # fmt: skip
    return Listed("Gazette", is_configured=True, health=SourceHealth(**{**given, **told}), new_by_day={})  # type: ignore[arg-type]


def test_what_a_person_should_know_is_said_in_words() -> None:
    assert list(remarks(listed())) == [
        "silent: nothing new for 8 days, where it rarely takes longer than 30 hours"
    ]
    assert list(remarks(listed(state="failing", failures=2))) == [
        "failed 2 times in a row; last read without failing: 2024-01-09 00:00"
    ]
    assert list(remarks(listed(state="failing", failures=1, last_success_at=None))) == [
        "failed once; last read without failing: never"
    ]
    assert list(remarks(listed(state="ok"))) == []


def test_a_source_that_was_taken_out_of_the_settings_is_told_to_be_so_where_something_is_wrong() -> None:
    taken_out = replace(listed(state="failing", failures=2), is_configured=False)

    *_, remark = remarks(taken_out)

    assert remark == "not set up in copydesk.toml: it is read when it is named, and not by schedule"
    assert list(remarks(replace(listed(state="ok"), is_configured=False))) == []
