"""Runs that are killed, the run after each, and everything that must hold after both."""

import json
import mmap
import os
import random
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import IO

import duckdb
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterTags

from copydesk.flows.server.records import desk_tag
from copydesk.storage.database import Database, quoted
from copydesk.storage.desk import Desk, writing
from copydesk.storage.soundness import Breach, differing_rows, live_breaches, published_breaches

SERVER = Path(__file__).with_name("marked_runs.py")
LOOK_SECONDS = 0.001
# What a killed run started must be gone by then, on a busy machine too.
LEFT_BEHIND_SECONDS = 20.0
# On a machine with ten times its load a run of 5,000 documents took two minutes.
HANGING_SECONDS = 300.0
STACKS_SECONDS = 5.0
ENDED = {"Completed", "Failed", "Crashed"}
NAMED_BY = "COPYDESK_MARKED_RUN"
CLUSTERS = """
select a.external_id, c.external_id from articles a join articles c on c.article_id = a.canonical_id
"""


class RunHangsError(AssertionError):
    """A run that nobody killed went on for longer than any run takes."""


@dataclass(frozen=True, slots=True)
class Aim:
    """Who is killed, and in which phase; "open" is before anything is read."""

    phase: str
    victim: str = "flow"


AIMS = (
    Aim("open"),
    Aim("read"),
    Aim("prepare"),
    Aim("prepare", "worker"),
    Aim("arrive"),
    Aim("match"),
    Aim("choose"),
    Aim("write"),
    Aim("copy"),
    Aim("copy", "publisher"),
    Aim("apply"),
    Aim("replace"),
    Aim("publish"),
    Aim("end"),
)


@dataclass(frozen=True, slots=True)
class Hit:
    """What a kill hit: the phase and who died; how the run ended, and what it told."""

    phase: str
    victim: str
    status: int
    told: str


@dataclass(frozen=True, slots=True)
class Collection:
    """What is taken in, in windows of so many documents, and what it comes to when nobody kills."""

    file: Path
    window: int
    documents: int
    clusters: Mapping[str, str]
    seconds: Mapping[str, list[float]]
    """How long each visit of each phase took."""


@dataclass(slots=True)
class MarkedRun:
    """A run under way, and how long it has been in each phase at each visit, the present one left out."""

    process: int
    marks: Path
    output: Path
    phases: tuple[str, ...]
    phase: str = "open"
    since: float = field(default_factory=time.monotonic)
    visits: dict[str, list[float]] = field(default_factory=dict)
    _seen: mmap.mmap | None = None

    def look(self) -> None:
        """See which phase the run is in: the innermost, or "open" until something is read."""
        now = time.monotonic()
        active = [phase for phase, mark in zip(self.phases, self._marked(), strict=False) if mark]
        phase = active[-1] if active else "between"
        if phase != self.phase and not (phase == "between" and self.phase == "open"):
            self.visits.setdefault(self.phase, []).append(now - self.since)
            self.phase, self.since = phase, now

    def _marked(self) -> bytes:
        if self._seen is None and self.marks.exists() and self.marks.stat().st_size:
            with self.marks.open("rb") as file:
                self._seen = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return b"" if self._seen is None else self._seen[:]

    def looks(self) -> Iterator[None]:
        """Look again and again until the run has ended; raise RunHangsError if it does not."""
        give_up_at = time.monotonic() + HANGING_SECONDS
        while not self.ends_within(LOOK_SECONDS):
            self.look()
            if time.monotonic() > give_up_at:
                raise self._hanging()
            yield

    def wait(self) -> None:
        """Return when the run has ended; raise RunHangsError if it does not."""
        if not self.ends_within(HANGING_SECONDS):
            raise self._hanging()

    def _hanging(self) -> "RunHangsError":
        """Kill the run once it has told where each of its threads is."""
        os.kill(self.process, signal.SIGUSR1)
        self.ends_within(STACKS_SECONDS)
        os.kill(self.process, signal.SIGKILL)
        return RunHangsError(f"the run hung in {self.phase}: {self.told()}")

    def ends_within(self, seconds: float) -> bool:
        """Wait so long for the run to end, and tell whether it has."""
        try:
            process = os.pidfd_open(self.process)
        except ProcessLookupError:
            return True
        try:
            return bool(select.select([process], [], [], seconds)[0])
        finally:
            os.close(process)

    def told(self) -> str:
        return self.output.read_text(encoding="utf-8", errors="replace")


class MarkedRuns:
    """The process that runs are forked from."""

    def __init__(self, process: "subprocess.Popen[str]", folder: Path) -> None:
        self._process = process
        self._folder = folder
        self._phases = tuple(self._answer().split())

    def start(self, desk: Desk, source: Path | str, *, with_workers: bool = False) -> MarkedRun:
        """Start a run that takes a source into a desk."""
        run = MarkedRun(0, self._folder / f"{desk.folder.name}.marks", self._folder / "output", self._phases)
        run.marks.unlink(missing_ok=True)
        asked = {
            "words": ["ingest", str(source), "--desk", str(desk.folder)],
            "marks": str(run.marks),
            "output": str(run.output),
            "with_workers": with_workers,
        }
        print(json.dumps(asked), file=_pipe(self._process.stdin), flush=True)
        run.process = int(self._answer())
        return run

    def wait(self, run: MarkedRun) -> int:
        """Return the exit status of the run started last, when it has ended."""
        run.wait()
        return int(self._answer())

    def _answer(self) -> str:
        return _pipe(self._process.stdout).readline()


@contextmanager
def marked_runs(folder: Path) -> Iterator[MarkedRuns]:
    """Give runs, on the Prefect server that the environment names."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, SERVER], text=True, **pipes) as process:  # type: ignore[call-overload]
        try:
            yield MarkedRuns(process, folder)
        finally:
            _pipe(process.stdin).close()


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe


def new_desk(folder: Path, window: int) -> Desk:
    """Make a desk that commits small windows and publishes after each."""
    desk = Desk(folder)
    desk.create()
    settings = f"[ingest]\nwindow_documents = {window}\npublish_minutes = 0.00001\nworkers = 2\n"
    desk.settings.write_text(settings, encoding="utf-8")
    return desk


def measured(runs: MarkedRuns, desk: Desk, file: Path, window: int) -> Collection:
    """Take a file in without any kill, and return what it came to."""
    run = runs.start(desk, file)
    for _ in run.looks():
        pass
    assert runs.wait(run) == 0, run.told()
    check_run(desk)
    return Collection(file, window, len(_clusters(desk)), _clusters(desk), run.visits)


def kill_in_turn(
    runs: MarkedRuns, desk: Desk, of: Collection, aims: Sequence[Aim], chance: random.Random
) -> Iterator[Hit]:
    """Kill one run after the other on a desk, then let one end, and check all after each.

    Yields what was hit. A run that ends well, before it was hit or with another worker, is the last.
    """
    for aim in aims:
        run = runs.start(desk, of.file, with_workers=aim.victim == "worker")
        phase = _kill(run, of, aim, chance)
        status = runs.wait(run)
        check_killed(desk, run, of.window)
        if phase is not None:
            yield Hit(phase, aim.victim, status, run.told())
        assert status == 0 or (phase is not None and "Traceback" not in run.told()), run.told()
        if status == 0:
            break
    else:
        run = runs.start(desk, of.file)
        assert runs.wait(run) == 0, run.told()
    check_run(desk)
    assert _clusters(desk) == of.clusters, "the desk holds something else than one that nobody killed"


def _kill(run: MarkedRun, of: Collection, aim: Aim, chance: random.Random) -> str | None:
    """Kill whom the aim names at a random moment of a random visit; return the phase that was hit."""
    visits = of.seconds.get(aim.phase, [0.0])
    earlier = chance.randrange(len(visits))
    for _ in run.looks():
        if run.phase == aim.phase and len(run.visits.get(aim.phase, ())) >= earlier:
            # The child that copies is there for a moment only.
            time.sleep(0.0 if aim.victim == "publisher" else chance.random() * median(visits))
            run.look()
            victim = run.process if aim.victim == "flow" else _child(run, aim.victim)
            if victim is not None and is_alive(victim):
                os.kill(victim, signal.SIGKILL)
                return run.phase
    return None


def _child(run: MarkedRun, victim: str) -> int | None:
    """Return a process that the run has started: a worker, or the one that copies the published file."""
    sign = "multiprocessing.spawn" if victim == "worker" else "articles.duckdb.next"
    return next((process for process in _started_by(run) if sign in _command(process)), None)


def check_killed(desk: Desk, run: MarkedRun, window: int) -> None:
    """Check what must hold when a run was killed, before anything else is done."""
    give_up_at = time.monotonic() + LEFT_BEHIND_SECONDS
    while left := _started_by(run):
        assert time.monotonic() < give_up_at, f"left behind: {[_command(process) for process in left]}"
        time.sleep(0.01)
    with writing(desk):
        pass
    if desk.published.exists():
        assert _published(desk) % window == 0
        with duckdb.connect(str(desk.published), read_only=True) as connection:
            _assert_none(published_breaches(Database(connection)))


def check_run(desk: Desk) -> None:
    """Check what must hold when a run has ended well: in both files, in `runs`, and in Prefect."""
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"attach {quoted(desk.live)} as live (read_only)")
        connection.execute(f"attach {quoted(desk.published)} as published (read_only)")
        database = Database(connection)
        connection.execute("use published")
        _assert_none(published_breaches(database))
        assert not connection.execute("from runs where state = 'Running'").fetchall()
        connection.execute("use live")
        _assert_none(live_breaches(database))
        _assert_none(differing_rows(database))
    of_desk = FlowRunFilter(tags=FlowRunFilterTags(all_=[desk_tag(desk.folder)]))
    with get_client(sync_client=True) as client:
        states = [run.state_name for run in client.read_flow_runs(flow_run_filter=of_desk)]
    assert set(states) <= ENDED, states


def _assert_none(breaches: list[Breach]) -> None:
    assert not breaches, [(breach.rule, breach.rows[:3]) for breach in breaches]


def _clusters(desk: Desk) -> dict[str, str]:
    """Return which article each one is to be read as, by the ids their source gave."""
    with duckdb.connect(str(desk.published), read_only=True) as connection:
        rows = connection.execute(CLUSTERS).fetchall()
    found = dict(rows)
    assert len(found) == len(rows), "a document is there twice"
    return found


def _published(desk: Desk) -> int:
    if not desk.published.exists():
        return 0
    with duckdb.connect(str(desk.published), read_only=True) as connection:
        [count] = connection.execute("select count(*) from raw_documents").fetchone() or (0,)
    return int(count)


def _started_by(run: MarkedRun) -> list[int]:
    """Return the processes that the run has started and that live."""
    sign = f"{NAMED_BY}={run.marks}\0".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if sign in (folder / "environ").read_bytes() and is_alive(int(folder.name)):
                found.append(int(folder.name))
    return found


def is_alive(process: int) -> bool:
    """Tell whether a process is there and has not ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _command(process: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_text().replace("\0", " ")
    return ""
