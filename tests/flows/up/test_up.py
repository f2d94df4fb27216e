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
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

import duckdb
import pytest

from copydesk.flows.server.announced import announced_api
from copydesk.storage.desk import Desk
from tests.webhook import receiving

PATIENCE_SECONDS = 240.0
SETTINGS = """
[ingest]
window_documents = 500
[[source]]
name = "Harbour Post"
location = "{folder}"
interval_minutes = {minutes}
[schedule]
maintain_cron = "0 4 1 1 *"
[alert]
webhook = "{webhook}"
"""
AUTH = "ada:engine"


class Up:
    """A `copydesk up` in a process of its own, and its server's API."""

    def __init__(self, process: "subprocess.Popen[str]", desk: Desk, auth: str | None = None) -> None:
        self.process = process
        self.desk = desk
        self.told: list[str] = []
        self._headers = {"Content-Type": "application/json"}
        if auth is not None:
            self._headers["Authorization"] = f"Basic {b64encode(auth.encode()).decode()}"

    def wait_for(self, pattern: str) -> str:
        """Read what it tells until a line matches."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.told.append(line)
            if re.search(pattern, line):
                return line
        raise AssertionError("".join(self.told))

    def ask(self, path: str, **body: object) -> Any:
        """Ask the server; while its database is locked it answers 503."""
        request = urllib.request.Request(  # noqa: S310 - our own server
            f"{announced_api(self.desk)}/{path}", data=json.dumps(body).encode(), headers=self._headers
        )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
                    return json.load(answer)
            except urllib.error.HTTPError as error:
                if error.code != HTTPStatus.SERVICE_UNAVAILABLE or time.monotonic() > deadline:
                    raise
                time.sleep(0.5)

    def start_run(self, source: str) -> str:
        """Ask for a run of a source, as the button on the page of its deployment does."""
        [deployment] = self.ask("deployments/filter", deployments={"name": {"any_": [source]}})
        return str(self.ask(f"deployments/{deployment['id']}/create_flow_run")["id"])

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


def told_by(desk: Desk, *words: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end."""
    return subprocess.run(
        command(desk, *words),
        env={**environment(), **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@contextmanager
def up(desk: Desk, *words: str, auth: str | None = None) -> Iterator[Up]:
    variables = {} if auth is None else {"PREFECT_SERVER_API_AUTH_STRING": auth}
    with subprocess.Popen(
        command(desk, "up", "--port", "0", *words),
        env={**environment(), **variables},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        try:
            yield Up(process, desk, auth)
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


def desk_in(folder: Path, webhook: str, minutes: float) -> Desk:
    """A desk with one source, a folder that is read so often."""
    desk = Desk(folder / "desk")
    desk.create()
    stories(folder / "harbour" / "a.jsonl", 5)
    settings = SETTINGS.format(folder=folder / "harbour", minutes=minutes, webhook=webhook)
    desk.settings.write_text(settings, encoding="utf-8")
    return desk


def documents(desk: Desk) -> int:
    with duckdb.connect(str(desk.published), read_only=True) as published:
        rows = published.execute("select count(*) from raw_documents").fetchall()
    return int(rows[0][0])


@pytest.fixture(scope="module")
def receiver() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    with receiving() as (url, handler):
        yield url, handler.taken


@pytest.fixture(scope="module")
def served(
    receiver: tuple[str, list[dict[str, Any]]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Up]:
    """One `copydesk up` for all that does not disturb each other: with a password, and runs on request."""
    desk = desk_in(tmp_path_factory.mktemp("served"), receiver[0], minutes=60_000)
    with up(desk, auth=AUTH) as served:
        served.wait_for(r"Harbour Post +next run 20")
        yield served


def test_a_desk_is_served_and_a_second_one_is_told_where(served: Up) -> None:
    pages = str(announced_api(served.desk)).removesuffix("/api")
    assert f"pages  {pages}\n" in served.told
    with urllib.request.urlopen(pages, timeout=60) as page:  # noqa: S310
        assert "<!DOCTYPE html>" in page.read().decode()
    second = told_by(served.desk, "up", "--port", "0")
    assert second.returncode == 1
    told = f"copydesk up serves this desk already: process {served.process.pid}, its pages are at {pages}"
    assert told in second.stderr


def test_a_command_uses_the_server_and_names_its_page(served: Up, tmp_path: Path) -> None:
    before = documents(served.desk) if served.desk.published.exists() else 0
    stories(tmp_path / "b.jsonl", 7)
    ingest = told_by(
        served.desk, "ingest", "--wait", "100", str(tmp_path / "b.jsonl"), PREFECT_API_AUTH_STRING=AUTH
    )
    assert ingest.returncode == 0, ingest.stderr
    pages = str(announced_api(served.desk)).removesuffix("/api")
    assert f"run page: {pages}/runs/flow-run/" in ingest.stderr
    assert documents(served.desk) == before + 7


def test_a_server_that_goes_away_is_started_anew_and_the_run_under_way_ends_well(served: Up) -> None:
    before = documents(served.desk) if served.desk.published.exists() else 0
    stories(served.desk.folder.parent / "harbour" / "many.jsonl", 2_000)
    run = served.start_run("Harbour Post")
    until(served.running)
    [server] = children(served.process.pid, "copydesk.flows.server.process")
    os.kill(server, signal.SIGKILL)
    served.wait_for("the Prefect server ended and is started anew")
    served.wait_for(r"ingest Harbour Post.*: Completed")
    assert served.state_of(run) == "Completed"
    assert documents(served.desk) == before + 2_005


def test_a_run_that_is_killed_is_marked_and_told_at_once(
    served: Up, receiver: tuple[str, list[dict[str, Any]]]
) -> None:
    run = served.start_run("Harbour Post")
    until(served.running)
    [engine] = children(served.process.pid, "prefect.engine")
    os.killpg(engine, signal.SIGKILL)
    served.wait_for(r"ingest Harbour Post.*: Crashed")
    assert served.state_of(run) == "Crashed"
    [told] = [notice for notice in receiver[1] if notice["run"] == run]
    assert (told["kind"], told["source"]) == ("failed", "Harbour Post")
    assert re.match("ingest Harbour Post, .*: Crashed: .*SIGKILL", told["text"])


def test_pages_that_others_can_reach_ask_for_a_password(served: Up, tmp_path: Path) -> None:
    everywhere = "0.0.0.0"  # noqa: S104 - refused
    refused = told_by(Desk(tmp_path), "up", "--port", "0", "--host", everywhere)
    assert refused.returncode == 2
    assert "PREFECT_SERVER_API_AUTH_STRING to user:password" in refused.stderr
    with pytest.raises(urllib.error.HTTPError, match="401"):
        Up(served.process, served.desk).running()
    stories(tmp_path / "a.jsonl", 1)
    for words in (["ingest", str(tmp_path / "a.jsonl")], ["up", "--port", "0"]):
        api = str(announced_api(served.desk))
        refused = told_by(Desk(tmp_path / "desk"), *words, PREFECT_API_URL=api)
        assert refused.returncode == 2
        assert f"{api} asks for a password: set PREFECT_API_AUTH_STRING" in refused.stderr


def test_runs_that_were_killed_are_marked_and_told_by_the_next_start_and_one_under_way_when_it_ends(
    receiver: tuple[str, list[dict[str, Any]]], tmp_path: Path
) -> None:
    desk = desk_in(tmp_path, receiver[0], minutes=0.1)
    stories(tmp_path / "harbour" / "many.jsonl", 2_000)
    with up(desk) as killed:
        killed.wait_for("Harbour Post +next run")
        [run] = until(killed.running)
        [engine] = children(killed.process.pid, "prefect.engine")
        killed.process.kill()
        os.killpg(engine, signal.SIGKILL)
        killed.process.wait()
    with up(desk, "--finish", "0") as last:
        last.wait_for("Harbour Post +next run")
        assert last.state_of(run) == "Crashed"
        [told] = [notice for notice in receiver[1] if notice["run"] == run]
        assert (told["kind"], told["source"], told["desk"]) == ("failed", "Harbour Post", str(desk.folder))
        assert re.match(r"ingest Harbour Post, .*: Crashed: ", told["text"])
        assert told["url"].startswith(str(announced_api(desk)).removesuffix("/api"))
        last.wait_for(r"ingest Harbour Post.*: Completed")
        assert documents(desk) == 2_005
        until(last.running)
        rest = last.end(signal.SIGTERM)
        assert last.process.returncode == 0
        assert re.search(r"ingest Harbour Post.*: Crashed, copydesk up was stopped", rest), rest
        assert "nanobind" not in rest
    assert announced_api(desk) is None
