"""Several processes at one desk: runs take turns, readers see whole windows, a lock dies with its holder."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import duckdb
import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterTags

from copydesk.flows.server.records import desk_tag
from copydesk.storage.desk import Desk, writing
from tests.desks import document, live, new_desk, published, take
from tests.soundness import assert_sound

WINDOW = 40
READERS = 10
# Tells everything it ever saw that no state of the desk between two windows has.
READER = """
import os, sys, duckdb

os.nice(19)  # ten loops take whatever the runs leave of the machine, and no more
looks = 0
while True:
    with duckdb.connect(sys.argv[1], read_only=True) as desk:
        articles, documents, copies = desk.execute(
            "select (select count(*) from articles), (select count(*) from raw_documents),"
            " (select sum(copies) from clusters)").fetchone()
        assert articles == documents == copies, (articles, documents, copies)
        halves = desk.execute(
            "select external_id[:6] as file, count(*) from articles where external_id like 'file%'"
            " group by all having count(*) % {WINDOW} <> 0").fetchall()
        assert not halves, halves
    looks += 1
    if looks == 3:
        print("looked", flush=True)
"""
FLOW = """
import asyncio, sys
from prefect import tags
from copydesk.flows.ingest import ingest
from copydesk.flows.server.records import desk_tag
from pathlib import Path

with tags(desk_tag(Path(sys.argv[1]))):
    asyncio.run(ingest([sys.argv[2]], sys.argv[1], wait_seconds=120))
"""


def stories(path: Path, count: int) -> Path:
    """A file of different stories; their ids begin with its name."""
    texts = (
        " ".join(f"{path.stem}word{(number * 37 + place * 11) % 997}x{number}" for place in range(60))
        for number in range(count)
    )
    lines = [json.dumps({"id": f"{path.stem}-{number}", "text": text}) for number, text in enumerate(texts)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@contextmanager
def started(*words: object) -> Iterator["subprocess.Popen[str]"]:
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([sys.executable, *map(str, words)], text=True, **pipes) as process:  # type: ignore[call-overload]
        try:
            yield process
        finally:
            process.kill()


def busy_desk(folder: Path) -> Desk:
    """A desk whose runs commit small windows and publish after each."""
    desk = new_desk(folder)
    desk.settings.write_text(
        f"[ingest]\nwindow_documents = {WINDOW}\npublish_minutes = 0.00001\n", encoding="utf-8"
    )
    take(desk, [document("The first document was there before anybody read.")])
    return desk


def test_two_runs_take_turns_while_ten_readers_see_only_whole_windows(
    prefect_server: object, tmp_path: Path
) -> None:
    assert prefect_server
    desk = busy_desk(tmp_path / "desk")
    with duckdb.connect(str(desk.notes)) as notes:
        notes.execute("create table mine as select 'kept' as note")
    files = [stories(tmp_path / f"file{name}.jsonl", 3 * WINDOW) for name in "ab"]
    ingest = ["-m", "copydesk.flows.cli", "ingest", "--wait", "120", "--desk", desk.folder]
    with ExitStack() as stack:
        cursor = stack.enter_context(duckdb.connect(str(desk.published), read_only=True))
        rows = cursor.execute("select article_id from articles, range(5000)")
        assert rows.fetchone()
        readers = [
            stack.enter_context(started("-c", READER.replace("{WINDOW}", str(WINDOW)), desk.published))
            for _ in range(READERS)
        ]
        runs = [stack.enter_context(started(*ingest, file)) for file in files]
        for run in runs:
            _, told = run.communicate(timeout=180)
            assert run.returncode == 0, told
        assert len(rows.fetchall()) == 4999
        for reader in readers:
            assert reader.stdout is not None
            assert reader.stdout.readline() == "looked\n", reader.communicate()[1]
            assert reader.poll() is None, reader.communicate()[1]

    [counted] = published(desk, "select count(*) as articles, count(distinct run_id) as runs from articles")
    assert counted == {"articles": 1 + 6 * WINDOW, "runs": 3}
    assert live(desk, "select distinct state from runs") == [{"state": "Completed"}]
    with duckdb.connect(str(desk.notes)) as notes:
        assert notes.execute("from mine").fetchall() == [("kept",)]
    assert_sound(desk)


def test_a_run_that_waits_is_never_marked_crashed_by_the_one_that_works(
    prefect_server: object, tmp_path: Path
) -> None:
    assert prefect_server
    desk = new_desk(tmp_path / "desk")
    files = [stories(tmp_path / f"file{name}.jsonl", 3) for name in "ab"]
    with ExitStack() as stack:
        with writing(desk):
            runs = [stack.enter_context(started("-c", FLOW, desk.folder, file)) for file in files]
            give_up_at = time.monotonic() + 60
            while len(list((desk.folder / ".runs").glob("*"))) < len(runs):
                assert time.monotonic() < give_up_at
                assert all(run.poll() is None for run in runs)
                time.sleep(0.1)
        for run in runs:
            _, told = run.communicate(timeout=120)
            assert run.returncode == 0, told

    of_desk = FlowRunFilter(tags=FlowRunFilterTags(all_=[desk_tag(desk.folder)]))
    with get_client(sync_client=True) as client:
        found = client.read_flow_runs(flow_run_filter=of_desk)
        states = [
            [state["name"] for state in client.request("GET", "/flow_run_states/", params=asked).json()]
            for asked in ({"flow_run_id": str(run.id)} for run in found)
        ]
    assert [history[-1] for history in states] == ["Completed"] * len(runs)
    assert not any("Crashed" in history for history in states)


def test_a_killed_run_frees_the_desk_at_once_and_its_workers_end(
    prefect_server: object, tmp_path: Path
) -> None:
    assert prefect_server
    desk = new_desk(tmp_path / "desk")
    # Enough text for worker processes.
    source = tmp_path / "many.jsonl"
    line = json.dumps({"text": "word " * 20_000})
    source.write_text(
        "\n".join(line.replace("word", f"w{number}") for number in range(120)), encoding="utf-8"
    )
    with started("-m", "copydesk.flows.cli", "ingest", source, "--desk", desk.folder) as run:
        workers = wait_for_workers(run)
        run.send_signal(signal.SIGKILL)
        run.wait()
        with writing(desk):
            pass
        give_up_at = time.monotonic() + 30
        while any(is_alive(worker) for worker in workers):
            assert time.monotonic() < give_up_at
            time.sleep(0.1)
    take(desk, [document("The next run found the desk free.")])
    assert_sound(desk)


def wait_for_workers(run: "subprocess.Popen[str]") -> list[int]:
    """Return the processes that a run has started to prepare documents."""
    give_up_at = time.monotonic() + 60
    while not (workers := [child for child in children(run.pid) if "multiprocessing" in command_of(child)]):
        assert run.poll() is None, run.communicate()[1]
        assert time.monotonic() < give_up_at
        time.sleep(0.02)
    return workers


def children(process: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == process:
            found.append(int(folder.name))
    return found


def command_of(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_an_unwritable_desk_is_told_by_every_command_that_writes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from copydesk.flows.cli import main

    desk = new_desk(tmp_path / "desk")
    take(desk, [document("The ferry is late.", external_id="ferry")])
    desk.folder.chmod(0o500)
    try:
        for words in (["ingest", str(tmp_path)], ["pin", "ferry", "--reason", "ours"], ["doctor"]):
            assert main([*words, "--desk", str(desk.folder)]) == 1
            assert str(desk.folder) in capsys.readouterr().err
    finally:
        desk.folder.chmod(0o700)
