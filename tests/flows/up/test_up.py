"""`copydesk up`, whole: its own server, its schedules, and how it ends."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest

from copydesk.flows.server.announced import announced_api
from copydesk.storage.desk import Desk

PATIENCE_SECONDS = 240.0
SETTINGS = """
[ingest]
window_documents = 500
[[source]]
name = "Harbour Post"
location = "{folder}"
interval_minutes = 0.2
[schedule]
maintain_cron = "0 4 1 1 *"
"""


class Up:
    """A `copydesk up` in a process of its own, and its server's API."""

    def __init__(self, process: "subprocess.Popen[str]", desk: Desk) -> None:
        self.process = process
        self.desk = desk
        self.told: list[str] = []

    def wait_for(self, pattern: str) -> str:
        """Read what it tells until a line matches."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.told.append(line)
            if re.search(pattern, line):
                return line
        raise AssertionError("".join(self.told))

    def ask(self, path: str, **body: object) -> Any:
        request = urllib.request.Request(  # noqa: S310 - our own server
            f"{announced_api(self.desk)}/{path}",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return json.load(answer)

    def running(self) -> list[str]:
        runs = self.ask("flow_runs/filter", flow_runs={"state": {"type": {"any_": ["RUNNING"]}}})
        return [run["id"] for run in runs]

    def state_of(self, run: str) -> str:
        [found] = self.ask("flow_runs/filter", flow_runs={"id": {"any_": [run]}})
        return str(found["state_name"])

    def end(self, number: int) -> str:
        self.process.send_signal(number)
        rest, _ = self.process.communicate(timeout=PATIENCE_SECONDS)
        return rest


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}


def command(desk: Desk, *words: str) -> list[str]:
    return [sys.executable, "-m", "copydesk.flows.cli", *words, "--desk", str(desk.folder)]


@contextmanager
def up(desk: Desk, *words: str, **variables: str) -> Iterator[Up]:
    with subprocess.Popen(
        command(desk, "up", "--port", "0", *words),
        env={**environment(), **variables},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        try:
            yield Up(process, desk)
        finally:
            process.kill()


def until(found: Callable[[], list[str]]) -> list[str]:
    """Wait until there is something, and return it."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (there := found()):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return there


def children(process: int, command: str) -> list[int]:
    """The processes that a process started by a command."""
    ids = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8").split()
    return [int(one) for one in ids if command in Path(f"/proc/{one}/cmdline").read_text(encoding="utf-8")]


def stories(file: Path, count: int) -> None:
    file.parent.mkdir(exist_ok=True)
    texts = [
        " ".join(f"{file.stem}{n}x{(n * 37 + word * 11) % 997}" for word in range(80)) for n in range(count)
    ]
    file.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "desk")
    desk.create()
    stories(tmp_path / "harbour" / "a.jsonl", 5)
    desk.settings.write_text(SETTINGS.format(folder=tmp_path / "harbour"), encoding="utf-8")
    return desk


def documents(desk: Desk) -> int:
    with duckdb.connect(str(desk.published), read_only=True) as published:
        rows = published.execute("select count(*) from raw_documents").fetchall()
    return int(rows[0][0])


def test_a_desk_is_served_until_it_is_told_to_stop(desk: Desk, tmp_path: Path) -> None:
    with up(desk) as first:
        pages = first.wait_for(r"^pages  http://127\.0\.0\.1:\d+$").split()[1]
        first.wait_for(r"Harbour Post +next run 20")
        first.wait_for(r"ingest Harbour Post.*: Completed")
        assert documents(desk) == 5
        with urllib.request.urlopen(pages, timeout=60) as page:  # noqa: S310
            assert "<!DOCTYPE html>" in page.read().decode()

        second = subprocess.run(
            command(desk, "up", "--port", "0"), env=environment(), capture_output=True, text=True, check=False
        )
        assert second.returncode == 1
        assert (
            f"copydesk up serves this desk already: process {first.process.pid}, its pages are at {pages}"
            in (second.stderr)
        )

        stories(tmp_path / "b.jsonl", 7)
        ingest = subprocess.run(
            command(desk, "ingest", "--wait", "100", str(tmp_path / "b.jsonl")),
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert ingest.returncode == 0, ingest.stderr
        assert f"run page: {pages}/runs/flow-run/" in ingest.stderr
        assert documents(desk) == 12

        first.end(signal.SIGINT)
        assert first.process.returncode == 0
    assert announced_api(desk) is None


def test_a_run_under_way_is_finished_or_marked_and_one_that_was_killed_is_marked_by_the_next(
    desk: Desk, tmp_path: Path
) -> None:
    stories(tmp_path / "harbour" / "many.jsonl", 2_000)
    with up(desk, "--finish", "0") as stopped:
        stopped.wait_for("Harbour Post +next run")
        until(stopped.running)
        told = stopped.end(signal.SIGTERM)
        assert stopped.process.returncode == 0
        assert re.search(r"ingest Harbour Post.*: Crashed", told), told
    with up(desk) as killed:
        killed.wait_for("Harbour Post +next run")
        [run] = until(killed.running)
        [engine] = children(killed.process.pid, "prefect.engine")
        killed.process.kill()
        os.killpg(engine, signal.SIGKILL)
        killed.process.wait()
    with up(desk) as last:
        last.wait_for("Harbour Post +next run")
        assert last.state_of(run) == "Crashed"
        last.wait_for(r"ingest Harbour Post.*: Completed")
        last.end(signal.SIGTERM)
    assert documents(desk) == 2_005


def test_a_server_that_goes_away_is_started_anew_and_the_run_under_way_ends_well(
    desk: Desk, tmp_path: Path
) -> None:
    stories(tmp_path / "harbour" / "many.jsonl", 2_000)
    with up(desk) as served:
        served.wait_for("Harbour Post +next run")
        [run] = until(served.running)
        [server] = children(served.process.pid, "copydesk.flows.server.process")
        os.kill(server, signal.SIGKILL)
        served.wait_for("the Prefect server ended and is started anew")
        served.wait_for(r"ingest Harbour Post.*: Completed")
        assert served.state_of(run) == "Completed"
        served.end(signal.SIGTERM)
    assert documents(desk) == 2_005


def test_pages_that_others_can_reach_ask_for_a_password(desk: Desk) -> None:
    refused = subprocess.run(
        command(desk, "up", "--port", "0", "--host", "0.0.0.0"),  # noqa: S104 - refused
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 2
    assert "PREFECT_SERVER_API_AUTH_STRING to user:password" in refused.stderr
    with up(desk, PREFECT_SERVER_API_AUTH_STRING="ada:engine") as served:
        served.wait_for("Harbour Post +next run")
        with pytest.raises(urllib.error.HTTPError, match="401"):
            served.running()
        served.wait_for(r"ingest Harbour Post.*: Completed")
        served.end(signal.SIGINT)
