"""What a long history costs: new documents on a desk that knows a million, and on an empty one.

`python benchmarks/speed_history.py [KNOWN] [NEW] [FOLDER]`. The known ones are made by SQL in minutes: raw
documents, articles, spans, credits and index rows of usual number and size, texts of generated words, index
rows of random numbers, a fifth of them in clusters of two. A tenth of the new documents ran before in another
paper, and these are real: prepared and committed. The new ones are read, prepared, committed and published on
both desks in the same process; what grows with history is what the first costs more. A million take 9 GB in
FOLDER, and nothing of it is left.
"""

import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa
from generated_news import laid_out, texts, write_jsonl
from speed_pipeline import timed

from copydesk.storage.connection import DESK_FILE, quoted
from copydesk.storage.database import open_live
from copydesk.storage.desk import Desk, writing
from copydesk.storage.publish import publish
from copydesk.storage.runs import Run, Tally, record_tally, start_run
from copydesk.tasks.commit import commit_window
from copydesk.tasks.garbage import seldom_collected
from copydesk.tasks.index_plan import desk_plan
from copydesk.tasks.line import Line, Rules
from copydesk.tasks.prepare import prepare_documents
from copydesk.tasks.read import read_source, windows
from copydesk.tasks.recipe import Recipe
from copydesk.tasks.text.thresholds import Thresholds

NOW = datetime(2026, 1, 1)
DIFFERENT_BODIES = 2_000
PORTION = 20_000
RAN_BEFORE = 10
SIZES = {"bodies": DIFFERENT_BODIES, "bands": 25, "samples": 49, "spans": 4}


def main() -> None:
    known = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    new = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    with tempfile.TemporaryDirectory(dir=sys.argv[3] if len(sys.argv) > 3 else None) as folder:
        file = Path(folder) / "new.jsonl"
        write_jsonl(file, new, seed=2)
        empty, full = Desk(Path(folder) / "empty"), Desk(Path(folder) / "full")
        full.create()
        fill(full, known, file)
        before = report(f"on a desk of {known}", ingest(full, file), new)
        report("on an empty desk", after := ingest(empty, file), new)
        counted = [sum(spent.values()) - spent["publish"] for spent in (before, after)]
        print(f"{counted[0] / counted[1]:.2f} times the CPU without publishing")
        print(f"{sum(before.values()) / sum(after.values()):.2f} times with it")


def fill(desk: Desk, known: int, new: Path) -> None:
    """Make a desk that knows so many generated articles, and a tenth of the new ones from elsewhere."""
    with on(desk):
        pass  # lays the tables out
    statements = (Path(__file__).parent / "known_articles.sql").read_text()
    bodies = [laid_out(text.words) for text in islice(texts(DIFFERENT_BODIES, seed=3), DIFFERENT_BODIES)]
    with duckdb.connect(":memory:", config={"memory_limit": "2GB"}) as connection:
        connection.execute(f"attach {quoted(desk.live)} as live {DESK_FILE}")
        connection.execute("use live")
        connection.register("bodies", pa.table({"number": range(len(bodies)), "body": bodies}))
        for start in range(0, known, PORTION):
            given = {**SIZES, "start": start, "stop": min(start + PORTION, known)}
            for parsed in connection.extract_statements(statements):
                connection.execute(parsed, {name: given[name] for name in parsed.named_parameters})
    with on(desk) as line:
        documents = (document for window in windows(read_source(str(new))) for document in window.documents)
        elsewhere = [replace(one, source="elsewhere") for one in islice(documents, 0, None, RAN_BEFORE)]
        commit_window(line, prepare_documents(elsewhere, line.rules.recipe), NOW)
        publish_run(desk, line)


def ingest(desk: Desk, file: Path) -> dict[str, float]:
    """Take the new documents in as a run would; return CPU-seconds by stage."""
    spent: dict[str, float] = defaultdict(float)
    desk.create()
    with timed(spent, "open and close"), on(desk) as line:
        opened = dict(spent)
        shares = windows(read_source(str(file)))
        while True:
            with timed(spent, "read"):
                window = next(shares, None)
            if window is None:
                break
            with timed(spent, "clean and fingerprint"):
                prepared = prepare_documents(window.documents, line.rules.recipe)
            with timed(spent, "match, choose and write"):
                commit_window(line, prepared, NOW)
        with timed(spent, "publish"):
            publish_run(desk, line)
    within = sum(
        seconds for stage, seconds in spent.items() if stage != "open and close" and stage not in opened
    )
    spent["open and close"] -= within
    return spent


@contextmanager
def on(desk: Desk) -> Iterator[Line]:
    """Open a desk for one run."""
    with seldom_collected(), writing(desk), open_live(desk) as live:
        run = Run("benchmark", None, NOW, "", "", "")
        start_run(live, run)
        yield Line(live, Rules(Recipe(desk_plan(live)), Thresholds(), {}), run)


def publish_run(desk: Desk, line: Line) -> None:
    publish(line.live, desk, lambda: record_tally(line.live, line.run, Tally(), ("Completed", NOW)))


def report(title: str, spent: dict[str, float], count: int) -> dict[str, float]:
    print(f"{count} new documents {title}")
    for stage, seconds in spent.items():
        print(f"  {stage:28}{seconds:8.2f} CPU-s{seconds / count * 1e6:8.0f} µs a document")
    return spent


if __name__ == "__main__":
    main()
