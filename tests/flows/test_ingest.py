"""The flow on a real Prefect server: what it records there, what it prints, what it leaves in the desk."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    ArtifactFilter,
    ArtifactFilterFlowRunId,
    FlowRunFilter,
    FlowRunFilterId,
    FlowRunFilterTags,
    LogFilter,
    LogFilterFlowRunId,
)

from copydesk.flows.cli import main
from copydesk.flows.server.records import desk_tag
from copydesk.storage.desk import Desk, writing
from tests.desks import Tables, live, new_desk, published, read, take
from tests.soundness import assert_sound

SEEDS = Path(__file__).parents[2] / "seeds"
STORY = "The ferry to Holm was cancelled on Friday because the ice in the sound had grown too thick."
OTHER = "Nine of the eleven beekeepers in the valley report that their hives came through the winter."


@dataclass(frozen=True)
class Ended:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def summary(self) -> dict[str, Any]:
        [line] = self.out.splitlines()
        found: dict[str, Any] = json.loads(line)
        return found


Command = Callable[..., Ended]


@pytest.fixture
def command(
    prefect_server: object, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Command:
    """The command line within this process, at the session's Prefect server."""
    assert prefect_server
    for name in ("DO_NOT_TRACK", "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"):
        monkeypatch.setenv(name, os.environ.get(name, "1" if name == "DO_NOT_TRACK" else "CRITICAL"))

    def run(*words: object) -> Ended:
        capsys.readouterr()
        code = main([os.fspath(word) if isinstance(word, Path) else str(word) for word in words])
        return Ended(code, *capsys.readouterr())

    return run


@pytest.fixture
def client(prefect_server: object) -> Iterator[SyncPrefectClient]:
    assert prefect_server
    with get_client(sync_client=True) as client:
        yield client


def lasting(tables: Tables) -> Tables:
    return {name: rows for name, rows in tables.items() if name not in {"runs", "sources", "read_files"}}


def flow_run_id(desk: Desk) -> UUID:
    """The Prefect flow run of the desk's only run."""
    [run] = published(desk, "select flow_run_id from runs")
    return UUID(run["flow_run_id"])


def lines(path: Path, *records: object) -> Path:
    """A file of JSON lines; a record that is text stands there as it is."""
    written = [
        record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(written) + "\n", encoding="utf-8")
    return path


SEEDS_BECOME = {
    "000_1368b5bfcf4f8e9e": {"relation": "canonical", "copies": 2, "origin": "Argumentum.al", "title": None},
    "001_da0030807f9e8c16": {"relation": "excerpt", "access": "partial"},
    "002_f56c1ec18aaea4cf": {"relation": "canonical", "copies": 1, "origin": "NATO"},
    "003_c8e369a95c9879b2": {
        "relation": "canonical",
        "copies": 1,
        "published_at": "2023-09-28 00:00:00",
        "published_from": "text",
        "published_precision": "day",
    },
    "004_1140fa7ffb8c3052": {"relation": "canonical", "copies": 1, "author": "Sharon Rock"},
}
SEEDS_TITLES = {
    "001_da0030807f9e8c16": "NATO: Secretary General In Pristina: NATO will Do What Is Necessary To Maintain "
    "A Safe And Secure Environment In Kosovo",
    "002_f56c1ec18aaea4cf": "Joint press conference by NATO Secretary General Jens Stoltenberg "
    "with Ms Osmani of Kosovo",
    "003_c8e369a95c9879b2": "NATO Secretary General with Ms. Vjosa Osmani of Kosovo, 07 SEP 2023",
    "004_1140fa7ffb8c3052": "NATO decision on Kosovo",
}
SEEDS_LOSE = {
    "000_1368b5bfcf4f8e9e": ["/Argumentum.al"],
    "001_da0030807f9e8c16": ["Keep reading with a 7-day free trial", "Subscribe to The Standeford Journal"],
    "002_f56c1ec18aaea4cf": [
        "Source: NATO",
        "Check Also",
        "NATO’s 75th Anniversary",
        "Today, we celebrate 75 years",
    ],
    "003_c8e369a95c9879b2": ["2023/09/28 • 1080p"],
    "004_1140fa7ffb8c3052": ["(AA)", "Source: Sozcu", "Sharon Rock is an author and journalist"],
}
SEEDS_CREDIT = {
    ("001_da0030807f9e8c16", "The Standeford Journal", "publisher"),
    ("004_1140fa7ffb8c3052", "AA", "agency"),
    ("004_1140fa7ffb8c3052", "Sozcu", "via"),
    ("004_1140fa7ffb8c3052", "24 News Globe", "publisher"),
    ("004_1140fa7ffb8c3052", "Sharon Rock", "author"),
}


@pytest.fixture(scope="module")
def seeded(prefect_server: object, tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Ended]:
    """A desk at a path that needs care, in which the real command took in the seeds, and what that said."""
    assert prefect_server
    desk = Desk(tmp_path_factory.mktemp("seeded") / "Žofie's desk 新聞")
    done = subprocess.run(
        [sys.executable, "-m", "copydesk.flows.cli", "ingest", str(SEEDS), "--desk", str(desk.folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    return desk, Ended(done.returncode, done.stdout, done.stderr)


def by_name(desk: Desk, query: str) -> dict[str, dict[str, Any]]:
    return {row["external_id"]: row for row in published(desk, query)}


def test_the_seeds_become_four_canonical_articles_and_an_excerpt(seeded: tuple[Desk, Ended]) -> None:
    desk, ended = seeded
    assert ended.code == 0, ended.err
    articles = by_name(
        desk,
        """select a.* replace (a.published_at::varchar as published_at), copies
           from articles a left join clusters c on c.canonical_id = a.article_id""",
    )
    told = {name: {column: articles[name][column] for column in row} for name, row in SEEDS_BECOME.items()}
    assert told == SEEDS_BECOME
    assert {name: articles[name]["title"] for name in SEEDS_TITLES} == SEEDS_TITLES
    assert_sound(desk)


def test_the_paywalled_seed_is_an_excerpt_of_the_full_story_and_says_by_how_much(
    seeded: tuple[Desk, Ended],
) -> None:
    desk, _ = seeded
    articles = by_name(desk, "from articles")
    full, stub, conference = (articles[name] for name in list(SEEDS_BECOME)[:3])
    assert stub["canonical_id"] == full["article_id"]
    assert stub["containment"] > 0.5
    assert 0 < stub["novel_words"] < stub["words"]
    pairs = {frozenset((row["article_id"], row["other_id"])): row for row in published(desk, "from matches")}
    shared = pairs[frozenset((stub["article_id"], conference["article_id"]))]
    assert (shared["relation"], shared["accepted"]) == ("shared", False)
    assert max(shared["containment"], shared["other_containment"]) == pytest.approx(0.25, abs=0.1)


def test_the_furniture_of_the_seeds_is_out_and_on_record(seeded: tuple[Desk, Ended]) -> None:
    desk, _ = seeded
    spans = published(
        desk, "select external_id, kind, s.text from removed_spans s join raw_documents using (article_id)"
    )
    bodies = {name: row["body"] for name, row in by_name(desk, "from articles").items()}
    for name, pieces in SEEDS_LOSE.items():
        for piece in pieces:
            assert piece not in bodies[name]
            assert any(
                piece in span["text"]
                for span in spans
                if span["external_id"] == name and span["kind"] != "title"
            )


def test_the_story_of_the_seeds_stays(seeded: tuple[Desk, Ended]) -> None:
    desk, _ = seeded
    bodies = {name: row["body"] for name, row in by_name(desk, "from articles").items()}
    conference = bodies["002_f56c1ec18aaea4cf"]
    raw = (SEEDS / "002_f56c1ec18aaea4cf.txt").read_text(encoding="utf-8")
    assert "(As delivered)" in conference
    assert conference.count("Question:") == raw.count("Question:") > 1
    assert bodies["001_da0030807f9e8c16"].endswith(
        "Additional Reinforcements In October, Situation In Kosovo:"
    )
    assert "KOSOVO IS GRATEFUL" in bodies["004_1140fa7ffb8c3052"]
    assert "“WE WILL DO WHATEVER IT TAKES”" in bodies["004_1140fa7ffb8c3052"]
    assert "Welcome to NATO Headquarters." in bodies["003_c8e369a95c9879b2"]


def test_the_seeds_credit_those_they_name(seeded: tuple[Desk, Ended]) -> None:
    desk, _ = seeded
    rows = published(desk, "select external_id, name, role from credits join articles using (article_id)")
    credited = {(row["external_id"], row["name"], row["role"]) for row in rows}
    assert credited >= SEEDS_CREDIT
    assert "NATO" in {name for document, name, _ in credited if document == "001_da0030807f9e8c16"}


def test_the_command_prints_what_it_did_and_where_its_run_can_be_seen(seeded: tuple[Desk, Ended]) -> None:
    desk, ended = seeded
    for count in ("read +5", "new +5", "unchanged +0", "rejected +0", "canonical +4", "reused +1"):
        assert re.search(rf"^{count}$", ended.out, re.MULTILINE), ended.out
    assert str(desk.published) in ended.out
    assert "copydesk sql" in ended.out
    assert f"/runs/flow-run/{flow_run_id(desk)}" in ended.err
    assert "Traceback" not in ended.err


def test_flow_run_task_runs_and_artifact_carry_readable_names(
    seeded: tuple[Desk, Ended], client: SyncPrefectClient
) -> None:
    desk, _ = seeded
    run_id = flow_run_id(desk)
    of_run = FlowRunFilter(id=FlowRunFilterId(any_=[run_id]))
    flow_run = client.read_flow_run(run_id)
    assert re.fullmatch(r"ingest seeds, \d{4}-\d\d-\d\d", flow_run.name)
    assert flow_run.state_name == "Completed"
    assert {"seeds", desk_tag(desk.folder)} <= set(flow_run.tags)
    tasks = {task.name: task.state_name for task in client.read_task_runs(flow_run_filter=of_run)}
    assert tasks == dict.fromkeys(("prepare 1", "commit 1", "publish"), "Completed")
    artifacts = client.read_artifacts(
        artifact_filter=ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run_id]))
    )
    assert {artifact.key: artifact.type for artifact in artifacts} == {
        "ingest": "markdown",
        "ingest-clusters": "table",
        "ingest-changes": "table",
    }
    assert all(artifact.description for artifact in artifacts)
    [summary] = [str(artifact.data) for artifact in artifacts if artifact.type == "markdown"]
    for told in (
        "| canonical | 4 |",
        "| paywall | 33 |",
        "| prepare |",
        "Stoltenberg met",
        "What to do next",
    ):
        assert told in summary


def test_the_events_of_a_run_stand_in_its_logs(seeded: tuple[Desk, Ended], client: SyncPrefectClient) -> None:
    desk, _ = seeded
    run_id = flow_run_id(desk)
    logs = client.read_logs(LogFilter(flow_run_id=LogFilterFlowRunId(any_=[run_id])))
    [run] = published(desk, "select run_id from runs")
    events = {log.message.split()[0]: log for log in logs if log.name == "copydesk"}
    assert {"event=prepared", "event=committed", "event=published"} <= events.keys()
    assert f"run={run['run_id']}" in events["event=committed"].message
    assert "new=5" in events["event=committed"].message
    assert events["event=committed"].task_run_id is not None
    of_task_runs = [log.name for log in logs if log.task_run_id is not None]
    assert of_task_runs == ["copydesk"] * 3, "one line a task run"


def test_the_seeds_again_change_nothing(seeded: tuple[Desk, Ended], command: Command, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk")
    assert command("ingest", SEEDS, "--desk", desk.folder).code == 0
    before = [lasting(read(file)) for file in (desk.live, desk.published)]

    again = command("ingest", SEEDS, "--desk", desk.folder, "--json")

    assert again.code == 0
    names = ("files", "unchanged_files", "read", "new", "unchanged", "revised", "rejected")
    assert [again.summary[name] for name in names] == [5, 5, 0, 0, 0, 0, 0]
    assert [lasting(read(file)) for file in (desk.live, desk.published)] == before

    again = command("ingest", "--reread", SEEDS, "--desk", desk.folder, "--json")

    assert [again.summary[name] for name in names] == [5, 0, 5, 0, 5, 0, 0]
    assert [lasting(read(file)) for file in (desk.live, desk.published)] == before
    first = read(seeded[0].published)
    assert [row["body"] for row in first["articles"]] == [row["body"] for row in before[1]["articles"]]


def test_json_is_one_object_on_standard_output_and_nothing_else(command: Command, tmp_path: Path) -> None:
    source = lines(tmp_path / "news" / "a.jsonl", {"text": STORY})
    ended = command("ingest", source, "--desk", tmp_path / "desk", "--json")
    assert ended.code == 0
    assert ended.summary["state"] == "Completed"
    assert ended.summary["database"] == str(tmp_path / "desk" / "articles.duckdb")


def test_any_number_of_sources_can_be_named_at_once(command: Command, tmp_path: Path) -> None:
    files = [lines(tmp_path / f"{number}.jsonl", {"text": f"{STORY} {number}"}) for number in range(120)]

    ended = command("ingest", *files, "--desk", tmp_path / "desk", "--json")

    assert (ended.code, ended.summary["new"]) == (0, 120)


def test_many_windows_give_what_one_gives(command: Command, tmp_path: Path) -> None:
    records = [{"text": f"{STORY} {OTHER * (number % 3)}", "id": str(number)} for number in range(7)]
    source = lines(tmp_path / "news" / "a.jsonl", *records)
    outcomes = []
    for size in (2, 100):
        desk = Desk(tmp_path / str(size))
        desk.create()
        desk.settings.write_text(f"[ingest]\nwindow_documents = {size}\npublish_minutes = 0.00001\n")
        ended = command("ingest", source, "--desk", desk.folder, "--json")
        assert ended.summary["new"] == 7
        assert_sound(desk)
        outcomes.append(published(desk, "select external_id, source, copies from canonical_articles"))
    assert outcomes[0] == outcomes[1]


def test_a_broken_line_is_refused_with_its_place_and_the_good_ones_are_taken_in(
    command: Command, tmp_path: Path
) -> None:
    good = [{"id": str(number), "text": f"{STORY} It was day {number}."} for number in range(20)]
    source = lines(
        tmp_path / "news" / "a.jsonl", *good[:10], '{"text": "broken', *good[10:], {"title": "no text"}
    )
    desk = Desk(tmp_path / "desk")

    ended = command("ingest", source, "--desk", desk.folder, "--json")

    assert ended.code == 0
    assert (ended.summary["new"], ended.summary["rejected"]) == (20, 2)
    rejects = published(desk, "select uri, location, stage, payload from rejects")
    assert [(row["uri"], row["location"]) for row in rejects] == [
        (str(source), "line 11"),
        (str(source), "line 22"),
    ]
    assert bytes(rejects[0]["payload"]) == b'{"text": "broken'
    assert_sound(desk)


def test_too_many_rejects_fail_the_run_but_what_was_good_is_published(
    command: Command, client: SyncPrefectClient, tmp_path: Path
) -> None:
    source = lines(tmp_path / "news" / "a.jsonl", {"text": STORY}, {"text": OTHER}, "{", "[1]")
    desk = Desk(tmp_path / "desk")

    ended = command("ingest", source, "--desk", desk.folder)

    assert ended.code == 3
    assert "copydesk: 2 of 4 inputs were refused (50%), more than the 10%" in ended.err
    assert len(published(desk, "from articles")) == 2
    [run] = published(desk, "select state, rejected, finished_at from runs")
    assert (run["state"], run["rejected"]) == ("Failed", 2)
    flow_run = client.read_flow_run(flow_run_id(desk))
    assert flow_run.state is not None
    assert flow_run.state.name == "Failed"
    assert flow_run.state.message is not None
    assert "2 of 4 inputs were refused" in flow_run.state.message
    assert flow_run.run_count == 1
    assert_sound(desk)


def test_a_source_that_fails_again_tells_its_name_and_why_as_it_did_at_first(
    command: Command, client: SyncPrefectClient, tmp_path: Path
) -> None:
    desk = Desk(tmp_path / "desk")
    desk.create()
    desk.settings.write_text('[[source]]\nname = "Harbour / daily"\nlocation = "../nowhere"\n')
    for _ in range(2):
        assert command("ingest", "Harbour / daily", "--desk", desk.folder).code == 3
    log = [json.loads(line) for line in (desk.folder / "logs" / "copydesk.jsonl").read_text().splitlines()]
    failures = [line for line in log if line["event"] == "failed"]
    assert len(failures) == 2
    for failure, run in zip(failures, published(desk, "from runs order by started_at"), strict=True):
        flow_run = client.read_flow_run(UUID(run["flow_run_id"]))
        assert flow_run.name.startswith("ingest Harbour / daily, ")
        assert flow_run.state is not None
        assert "nowhere: there is no such file or folder" in str(flow_run.state.message)
        assert failure["reason"] == flow_run.state.message
        assert (failure["source"], failure["run"]) == ("Harbour / daily", run["run_id"])


def test_what_was_refused_before_is_told_with_its_reasons_again(command: Command, tmp_path: Path) -> None:
    source = lines(tmp_path / "news" / "a.jsonl", {"text": STORY}, "{", "[1]")
    desk = tmp_path / "desk"
    first = command("ingest", source, "--json", "--desk", desk)

    again = command("ingest", source, "--reread", "--json", "--desk", desk)

    assert json.loads(again.out)["rejects_by_reason"] == json.loads(first.out)["rejects_by_reason"]
    assert len(json.loads(again.out)["rejects_by_reason"]) == 2
    assert "line 2: broken JSON" in again.err


def test_the_share_of_rejects_that_fails_a_run_can_be_set(command: Command, tmp_path: Path) -> None:
    source = lines(tmp_path / "news" / "a.jsonl", {"text": STORY}, "{")
    desk = Desk(tmp_path / "desk")
    desk.create()
    desk.settings.write_text("[ingest]\nmax_reject_share = 0.5\n")
    assert command("ingest", source, "--desk", desk.folder).code == 0


def test_files_that_are_no_news_are_refused_and_the_rest_is_taken_in(
    command: Command, tmp_path: Path
) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "empty.txt").write_bytes(b"")
    (news / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (news / "latin.txt").write_bytes(
        "Der Bürgermeister von Fürth öffnete am Montag die Brücke über die Pegnitz.".encode("latin-1")
    )
    (news / "story.txt").write_text(STORY, encoding="utf-8")
    (news / "page.html").write_text(
        f"<html><body><article><p>{OTHER}</p><p>{STORY}</p></article></body></html>"
    )
    desk = Desk(tmp_path / "desk")

    ended = command("ingest", news, "--desk", desk.folder, "--json")

    assert ended.code == 3
    articles = by_name(desk, "from articles")
    assert set(articles) == {"latin", "story", "page"}
    assert "Bürgermeister von Fürth" in articles["latin"]["body"]
    assert OTHER in articles["page"]["body"]
    rejects = published(desk, "select uri, reason, retriable from rejects")
    assert [Path(row["uri"]).name for row in rejects] == ["empty.txt", "picture.txt"]
    assert_sound(desk)


def test_an_unreadable_record_of_every_field_is_kept_beside_what_was_understood(
    command: Command, tmp_path: Path
) -> None:
    record = {
        "id": "17",
        "text": STORY,
        "title": "Ferry off",
        "url": "https://harbour.example/ferry",
        "source": "Harbour Post",
        "author": "Bo Chen",
        "published_at": "2023-09-28T10:30:00+02:00",
        "language": "en",
        "desk": {"section": "sea"},
    }
    desk = Desk(tmp_path / "desk")
    command("ingest", lines(tmp_path / "news" / "a.jsonl", record), "--desk", desk.folder)
    [article] = published(desk, "select *, published_at::varchar as at from canonical_articles")
    given = ("external_id", "title", "url", "source", "author", "language", "at")
    assert [article[name] for name in given] == [
        *(record[name] for name in ("id", "title", "url", "source", "author", "language")),
        "2023-09-28 08:30:00",
    ]
    [document] = published(desk, "select extra from raw_documents")
    assert json.loads(document["extra"]) == {"desk": {"section": "sea"}}


def test_a_source_that_is_not_there_is_named_before_anything_starts(command: Command, tmp_path: Path) -> None:
    ended = command("ingest", tmp_path / "nowhere", "--desk", tmp_path / "desk")
    assert ended.code in {1, 2}
    assert str(tmp_path / "nowhere") in ended.err
    assert "Traceback" not in ended.err
    assert not (tmp_path / "desk").exists()


def test_a_run_for_which_there_is_no_room_is_refused_before_it_reads(
    command: Command, tmp_path: Path
) -> None:
    desk = new_desk(tmp_path / "desk")
    desk.settings.write_text("[keep]\nroom_margin = 1e12\n", encoding="utf-8")
    run = command("ingest", SEEDS, "--desk", desk.folder)
    assert run.code == 1
    assert "this run needs about" in run.err
    assert live(desk, "select * from raw_documents") == []


def test_the_html_of_pages_goes_when_the_settings_say(command: Command, tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "desk")
    page = tmp_path / "page.html"
    page.write_text(f"<html><body><article><p>{STORY}</p><p>{OTHER}</p></article></body></html>")
    assert command("ingest", page, "--desk", desk.folder).code == 0
    assert len(live(desk, "from pages")) == 1
    desk.settings.write_text("[keep]\nhtml_days = 0.000001\n", encoding="utf-8")

    assert command("ingest", lines(tmp_path / "more.jsonl", {"text": OTHER}), "--desk", desk.folder).code == 0
    assert command("ingest", page, "--desk", desk.folder).code == 0

    assert live(desk, "from pages") == []
    assert_sound(desk)


def test_a_desk_that_cannot_be_made_is_named(command: Command, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    ended = command("ingest", SEEDS, "--desk", tmp_path / "file" / "desk")
    assert ended.code == 1
    assert f"{tmp_path / 'file' / 'desk'}: cannot make the desk here" in ended.err


def test_a_busy_desk_says_who_holds_it(command: Command, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk")
    desk.create()
    with writing(desk):
        ended = command("ingest", SEEDS, "--desk", desk.folder)
    assert ended.code == 1
    assert f"{desk.folder}: the desk is in use by process {os.getpid()} on " in ended.err


def test_settings_that_cannot_be_used_are_a_usage_error(command: Command, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk")
    desk.create()
    desk.settings.write_text("[ingest]\nwindow_documents = 0\n")
    ended = command("ingest", SEEDS, "--desk", desk.folder)
    assert ended.code == 2
    assert "copydesk.toml: ingest.window_documents" in ended.err


def test_a_fault_within_the_flow_is_told_and_the_run_is_recorded_as_failed(
    command: Command, tmp_path: Path
) -> None:
    desk = Desk(tmp_path / "desk")
    command("ingest", lines(tmp_path / "news" / "a.jsonl", {"text": STORY}), "--desk", desk.folder)
    desk.published.write_bytes(b"damaged" * 2000)

    ended = command("ingest", lines(tmp_path / "news" / "b.jsonl", {"text": OTHER}), "--desk", desk.folder)

    assert ended.code == 1
    assert f"copydesk: {desk.published}: cannot publish" in ended.err
    assert "Traceback" not in ended.err
    desk.published.unlink()
    assert command("ingest", SEEDS, "--desk", desk.folder).code == 0
    states = [row["state"] for row in published(desk, "select state from runs")]
    assert sorted(states) == ["Completed", "Completed", "Failed"]
    assert_sound(desk)


@contextmanager
def waiting_for_input(desk: Desk) -> Iterator["subprocess.Popen[str]"]:
    """The real command in the middle of a run: it reads standard input, which says nothing and goes on."""
    words = [sys.executable, "-m", "copydesk.flows.cli", "ingest", "-", "--desk", str(desk.folder)]
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    recorded = desk.live.with_name("live.duckdb.wal")
    assert not recorded.exists()
    with subprocess.Popen(words, text=True, **pipes) as run:
        try:
            give_up_at = time.monotonic() + 60
            while not (recorded.exists() and recorded.stat().st_size):
                assert run.poll() is None
                assert time.monotonic() < give_up_at
                time.sleep(0.05)
            time.sleep(0.3)
            yield run
        finally:
            run.kill()


def test_a_killed_run_is_crashed_in_prefect_and_in_the_desk_once_the_next_has_come(
    command: Command, client: SyncPrefectClient, tmp_path: Path
) -> None:
    desk = new_desk(tmp_path / "desk")
    take(desk)
    with waiting_for_input(desk) as run:
        run.kill()
        run.wait()
    of_desk = FlowRunFilter(tags=FlowRunFilterTags(all_=[desk_tag(desk.folder)]))
    [killed] = client.read_flow_runs(flow_run_filter=of_desk)
    assert killed.state_name == "Running"

    assert command("ingest", SEEDS, "--desk", desk.folder).code == 0

    assert client.read_flow_run(killed.id).state_name == "Crashed"
    states = published(desk, "select state from runs where flow_run_id is not null order by started_at")
    assert {row["state"] for row in states} == {"Crashed", "Completed"}


def test_a_run_can_be_interrupted(prefect_server: object, tmp_path: Path) -> None:
    assert prefect_server
    desk = new_desk(tmp_path / "desk")
    take(desk)
    with waiting_for_input(desk) as run:
        run.send_signal(signal.SIGINT)
        _, told = run.communicate(timeout=20)
    assert run.returncode == 130
    assert "copydesk: interrupted" in told
    assert "Traceback" not in told


def test_without_a_server_the_run_is_recorded_in_the_desk(tmp_path: Path, template_folder: Path) -> None:
    """The real command, on a temporary server of its own; what it says of the run stays in the desk."""
    assert template_folder
    desk = Desk(tmp_path / "desk")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    source = lines(tmp_path / "news" / "a.jsonl", {"text": STORY})
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "copydesk.flows.cli",
            "ingest",
            str(source),
            "--desk",
            str(desk.folder),
            "--json",
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**environment, "PREFECT_HOME": str(tmp_path / "prefect")},
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["new"] == 1
    assert "1 documents done" in done.stderr
    assert (desk.prefect_home / "prefect.db").exists()
    assert_sound(desk)


def test_a_configured_source_that_is_not_there_has_failed_and_the_others_are_read(
    command: Command, tmp_path: Path
) -> None:
    desk = new_desk(tmp_path / "desk")
    places = {"Harbour": "../harbour", "Gazette": "../gazette", "Later": "../harbour/*.csv"}
    tables = [f'[[source]]\nname = "{name}"\nlocation = "{place}"\n' for name, place in places.items()]
    desk.settings.write_text("".join(tables))
    stories = [{"id": number, "text": f"{number} ferries stayed in the harbour."} for number in range(20)]
    (tmp_path / "harbour").mkdir()
    lines(tmp_path / "harbour" / "a.jsonl", *stories)
    health = "select name, state, rejects from source_health order by name"

    first = command("ingest", "--desk", desk.folder, "--json")

    assert (first.code, first.summary["new"], first.summary["rejected"]) == (0, 20, 1)
    assert [reason.rpartition(": ")[2] for reason in first.summary["rejects_by_reason"]] == [
        "there is no such file or folder"
    ]
    assert [tuple(row.values()) for row in published(desk, health)] == [
        ("Gazette", "failing", 1),
        ("Harbour", "new", 0),
        ("Later", "empty", 0),
    ]

    (tmp_path / "gazette").mkdir()
    lines(tmp_path / "gazette" / "b.jsonl", {"id": 1, "text": "The gazette is printed again."})
    assert command("ingest", "Gazette", "--desk", desk.folder, "--json").code == 0

    assert tuple(published(desk, health)[0].values()) == ("Gazette", "new", 0)


def test_a_file_that_was_refused_stays_refused_when_a_run_finds_it_unchanged(
    command: Command, tmp_path: Path
) -> None:
    desk, file = new_desk(tmp_path / "desk"), tmp_path / "only.txt"
    file.write_text("Subscribe to our newsletter\n\nBy Ada Lovelace\n")
    unresolved = "select reason from rejects where resolved_at is null"

    command("ingest", file, "--desk", desk.folder)
    refused = published(desk, unresolved)
    command("ingest", file, "--desk", desk.folder)

    assert [row["reason"] for row in refused] == ["nothing is left of the text once the furniture is out"]
    assert published(desk, unresolved) == refused
