"""The whole line, read to published: CPU-seconds by stage, documents per CPU-second, memory.

`python benchmarks/speed_pipeline.py [TEXTS]`. Texts are generated (`generated_news.py`): all fresh, 410 words
in the mean, at most a fifth of them planted copies, no others with a tenth in common. These four are printed;
two texts with one original count as planted. Part one runs the stages one after the other in this process, so
that CPU time can be told apart; part two runs `copydesk ingest`, with its worker processes and its Prefect
server, and adds up what they took and held.
"""

import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import duckdb
from generated_news import write_jsonl

from copydesk.storage.database import open_live
from copydesk.storage.desk import Desk, writing
from copydesk.storage.publish import publish
from copydesk.storage.runs import Run, Tally, record_tally, start_run
from copydesk.tasks.commit import commit_window
from copydesk.tasks.garbage import seldom_collected
from copydesk.tasks.index_plan import desk_plan
from copydesk.tasks.line import Line, Rules
from copydesk.tasks.prepare import prepare_documents, reject_columns
from copydesk.tasks.read import read_source, windows
from copydesk.tasks.recipe import Recipe
from copydesk.tasks.text.language import detect_language
from copydesk.tasks.text.thresholds import Thresholds

SAMPLE_SECONDS = 0.2


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts.jsonl"
        made = write_jsonl(texts, count)
        print(f"{count} texts, {made.fresh / count:.1%} fresh, {made.words:.0f} words in the mean")
        print(
            f"{made.planted / count:.1%} planted copies, containment of other pairs at most {made.worst:.3f}"
        )
        by_stage(texts, Desk(Path(folder) / "stages"), count)
        whole_command(texts, Path(folder) / "command", count)


def by_stage(texts: Path, desk: Desk, count: int) -> None:
    spent: dict[str, float] = defaultdict(float)
    desk.create()
    with seldom_collected(), writing(desk), open_live(desk) as live:
        run = Run("benchmark", None, datetime(2026, 1, 1), "", "", "")
        start_run(live, run)
        line = Line(live, Rules(Recipe(desk_plan(live)), Thresholds(), {}), run)
        shares = windows(read_source(str(texts)))
        while True:
            with timed(spent, "read"):
                window = next(shares, None)
            if window is None:
                break
            with timed(spent, "language detection"):
                for document in window.documents:
                    detect_language(document.text)
            with timed(spent, "clean and fingerprint"):
                prepared = prepare_documents(window.documents, line.rules.recipe)
            with timed(spent, "match, choose and write"):
                commit_window(line, prepared.with_rejects(reject_columns(window.rejects)), run.started_at)
        with timed(spent, "publish"):
            publish(live, desk, lambda: record_tally(live, run, Tally(), ("Completed", run.started_at)))
    spent["clean and fingerprint"] -= spent["language detection"]
    report(spent, count)
    report_collection(desk)


def report(spent: dict[str, float], count: int) -> None:
    apart = ("language detection", "publish")
    for stage, seconds in spent.items():
        print(f"  {stage:28}{seconds:8.2f} CPU-s{seconds / count * 1e6:8.0f} µs a document")
    counted = sum(seconds for stage, seconds in spent.items() if stage not in apart)
    print(f"  {'all but ' + ' and '.join(apart):44}{count / counted:8,.0f} documents per CPU-second")
    print(f"  {'all of it':44}{count / sum(spent.values()):8,.0f} documents per CPU-second")


def report_collection(desk: Desk) -> None:
    query = """
        select count(*) filter (accepted), count(*), (select count(*) from canonical_articles)
        from matches
    """
    with duckdb.connect(str(desk.published), read_only=True) as connection:
        accepted, compared, canonical = connection.execute(query).fetchall()[0]
    print(f"  {compared} pairs compared, {accepted} accepted, {canonical} canonical")
    print(f"  {sum(file.stat().st_size for file in desk.folder.glob('*.duckdb')) / 1e6:.0f} MB on disk")


def whole_command(texts: Path, desk: Path, count: int) -> None:
    before = getrusage(RUSAGE_CHILDREN)
    started = time.monotonic()
    command = [Path(sys.executable).with_name("copydesk"), "ingest", str(texts), "--desk", str(desk)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = Peak(process.pid)
    process.wait()
    peak.stop()
    after = getrusage(RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    wall = time.monotonic() - started
    print(f"copydesk ingest: exit {process.returncode}, {wall:.1f} s, {seconds:.1f} CPU-s, server and all")
    print(f"  {count / seconds:,.0f} documents per CPU-second")
    print(f"  flow and workers held {peak.megabytes:.0f} MB at most")


class Peak:
    """The most memory that a process and its descendants held together, the Prefect server apart."""

    def __init__(self, pid: int) -> None:
        self.megabytes = 0.0
        self._pid = pid
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stopped.wait(SAMPLE_SECONDS):
            self.megabytes = max(self.megabytes, sum(map(_megabytes, _tree(self._pid))))


def _tree(pid: int) -> Iterator[int]:
    """Yield a process and its descendants, but for those of the Prefect server."""
    try:
        if b"copydesk.flows.server.process" in Path(f"/proc/{pid}/cmdline").read_bytes():
            return
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    yield pid
    for child in children:
        yield from _tree(int(child))


def _megabytes(pid: int) -> float:
    """Return a process's proportional share of memory: pages that several hold count once in all."""
    try:
        [share] = [
            line
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            if line.startswith("Pss:")
        ]
    except (OSError, ValueError):
        return 0.0
    return int(share.split()[1]) * 1024 / 1e6


@contextmanager
def timed(spent: dict[str, float], stage: str) -> Iterator[None]:
    started = time.process_time()
    yield
    spent[stage] += time.process_time() - started


if __name__ == "__main__":
    main()
