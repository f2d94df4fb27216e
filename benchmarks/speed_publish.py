"""What publishing costs on a large desk: the first time, and after 1,000 new documents.

`python benchmarks/speed_publish.py [GIGABYTES] [FOLDER]`. 5,000 generated texts are taken in; copies of their
rows, each with ids, a text and index rows of its own, fill the live file to the size asked for. FOLDER
decides the file system, which may or may not share blocks between copies; it needs three times the size, and
is left as it was.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

import duckdb
from generated_news import write_jsonl

from copydesk.storage.database import open_live
from copydesk.storage.desk import Desk, writing
from copydesk.storage.publish import publish
from copydesk.storage.runs import Run, Tally, record_tally, start_run
from copydesk.tasks.commit import commit_window
from copydesk.tasks.index_plan import desk_plan
from copydesk.tasks.line import Line, Rules
from copydesk.tasks.prepare import prepare_documents, reject_columns
from copydesk.tasks.read import read_source, windows
from copydesk.tasks.recipe import Recipe
from copydesk.tasks.text.thresholds import Thresholds

SEED_TEXTS = 5_000
NEW_TEXTS = 1_000
ROUNDS = 3
COPIES_AT_ONCE = 10

NUMBERS = "create or replace temp table numbers as select n::varchar as n from range($1, $2) r(n)"
# Ids of a copy are hashes of the id and the copy's number; a text starts with its own id, as no other does.
COPY = """
create or replace temp macro copied(id, number) as left(md5(id || ':' || number), 20);
create or replace temp macro key_of(id) as ('0x' || left(id, 16))::ubigint;
insert into live.raw_documents
select r.* replace (copied(article_id, n) as article_id, copied(article_id, n) || ' ' || text as text)
from seeds.raw_documents r, numbers;
insert into live.articles
select a.* replace (copied(article_id, n) as article_id, copied(cluster_id, n) as cluster_id,
                    copied(canonical_id, n) as canonical_id, copied(article_id, n) || ' ' || body as body)
from seeds.articles a, numbers;
insert into live.clusters
select c.* replace (copied(cluster_id, n) as cluster_id, copied(canonical_id, n) as canonical_id)
from seeds.clusters c, numbers;
insert into live.removed_spans
select s.* replace (copied(article_id, n) as article_id) from seeds.removed_spans s, numbers;
insert into live.credits
select c.* replace (copied(article_id, n) as article_id) from seeds.credits c, numbers;
insert into live.comparisons
select c.* replace (copied(article_id, n) as article_id, copied(other_id, n) as other_id)
from seeds.comparisons c, numbers;
insert into live.fingerprints
select f.* replace (copied(article_id, n) as article_id, key_of(copied(article_id, n)) as article_key,
                    hash(text_hash, n) as text_hash)
from seeds.fingerprints f, numbers;
insert into live.bands
select hash(band_key, n), key_of(copied(f.article_id, n))
from seeds.bands join seeds.fingerprints f using (article_key), numbers;
insert into live.samples
select hash(shingle, n) >> 3, key_of(copied(f.article_id, n))
from seeds.samples join seeds.fingerprints f using (article_key), numbers;
"""


def main() -> None:
    gigabytes = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as folder:
        desk = Desk(Path(folder) / "desk")
        desk.create()
        texts = write_texts(Path(folder))
        take_in(desk, texts[0])
        fill(desk, gigabytes)
        print(f"live {size(desk.live)}, {documents(desk):,} documents; clones: {clones(desk)}")
        with measured(f"first publishing of {documents(desk):,} documents"):
            take_in(desk, None)
        print(f"published {size(desk.published)}")
        for number in range(1, ROUNDS + 1):
            take_in(desk, texts[number])
        with measured("copying alone, without clones"):
            command = ["cp", "--reflink=never", desk.published, desk.folder / "copy"]
            subprocess.run(command, check=True)


def write_texts(folder: Path) -> list[Path]:
    """Write the first texts and, for each round, new ones; some are copies of each other."""
    everything = folder / "texts.jsonl"
    write_jsonl(everything, SEED_TEXTS + ROUNDS * NEW_TEXTS)
    lines = everything.read_text().splitlines(keepends=True)
    everything.unlink()
    starts = [0, *range(SEED_TEXTS, len(lines), NEW_TEXTS), len(lines)]
    files = [folder / f"texts-{number}.jsonl" for number in range(ROUNDS + 1)]
    for file, start, stop in zip(files, starts, starts[1:], strict=False):
        file.write_text("".join(lines[start:stop]))
    return files


def take_in(desk: Desk, texts: Path | None) -> None:
    """Take a file in and, when the desk has been filled, publish and say what that cost."""
    with writing(desk), open_live(desk) as live:
        run = Run(f"run {texts}", None, datetime(2026, 1, 1), "", "", "")
        start_run(live, run)
        line = Line(live, Rules(Recipe(desk_plan(live)), Thresholds(), {}), run)
        for window in windows(read_source(str(texts))) if texts else ():
            prepared = prepare_documents(window.documents, line.rules.recipe)
            commit_window(line, prepared.with_rejects(reject_columns(window.rejects)), run.started_at)
        if texts and not desk.published.exists():
            return

        def record() -> None:
            record_tally(live, run, Tally(), ("Completed", run.started_at))

        if texts is None:
            publish(live, desk, record)
        else:
            with measured(f"publishing {NEW_TEXTS:,} new documents"):
                publish(live, desk, record)


def fill(desk: Desk, gigabytes: float) -> None:
    """Copy the rows until the live file has the size; nothing of it counts as changed."""
    seeds = desk.folder / "seeds.duckdb"
    shutil.copy(desk.live, seeds)
    with duckdb.connect(":memory:", config={"memory_limit": "1GB"}) as connection:
        connection.execute(f"attach '{seeds}' as seeds (read_only)")
        connection.execute(f"attach '{desk.live}' as live")
        connection.execute("delete from live.pending_changes")
        number = 1
        while desk.live.stat().st_size < gigabytes * 1e9:
            stop = number + COPIES_AT_ONCE
            connection.execute(NUMBERS, [number, stop])
            connection.execute(COPY)
            connection.execute("checkpoint live")
            number = stop
    seeds.unlink()


@contextmanager
def measured(what: str) -> Iterator[None]:
    before, started = cpu_seconds(), time.monotonic()
    yield
    spent, seconds = cpu_seconds() - before, time.monotonic() - started
    print(f"{what}: {spent:.2f} CPU-s, {seconds:.2f} s", flush=True)


def cpu_seconds() -> float:
    usages = [getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def documents(desk: Desk) -> int:
    with duckdb.connect(str(desk.live), read_only=True) as connection:
        return int(connection.execute("select count(*) from articles").fetchall()[0][0])


def clones(desk: Desk) -> bool:
    """Tell whether the file system shares blocks between copies."""
    clone = desk.folder / "clone"
    command = ["cp", "--reflink=always", desk.live, clone]
    done = subprocess.run(command, capture_output=True, check=False)
    clone.unlink(missing_ok=True)
    return done.returncode == 0


def size(file: Path) -> str:
    return f"{file.stat().st_size / 1e9:.2f} GB"


if __name__ == "__main__":
    main()
