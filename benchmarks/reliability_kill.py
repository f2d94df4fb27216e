"""`kill -9` of runs, their workers and the copying of what is published, at random moments.

`python benchmarks/reliability_kill.py [--kills 200] [--documents 5000] [--seed N] [--folder DIR]`. On each
desk up to three runs are killed, one after the other, and the next one is let end. After every kill and at
the end all is checked: every document once, every rule of `copydesk doctor`, the published file, processes,
`runs`, what Prefect has on record, and that the clusters are those of a desk that nobody killed. Aimed at is
what was hit least so far; a run quicker than the aim is hit in a later phase, and that one is counted. A
failure ends it and leaves the desk as it is.
"""

import argparse
import random
import shutil
import tempfile
import time
from collections import Counter
from pathlib import Path

from generated_news import write_jsonl
from killed_runs import (
    AIMS,
    Aim,
    Collection,
    Hit,
    MarkedRuns,
    kill_in_turn,
    marked_runs,
    measured,
    new_desk,
)

from copydesk.flows.server.temporary import temporary_server

WINDOWS = 4
IN_TURN = 3


def main() -> None:
    """Kill so many runs, and print what was hit."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--kills", type=int, default=200)
    words.add_argument("--documents", type=int, default=5_000)
    words.add_argument("--seed", type=int, default=random.randrange(10**6))
    words.add_argument("--folder", type=Path, default=None)
    said = words.parse_args()
    print(f"seed {said.seed}", flush=True)
    folder = Path(tempfile.mkdtemp(dir=said.folder))
    file = folder / "news.jsonl"
    write_jsonl(file, said.documents, said.seed)
    with temporary_server(folder / "prefect") as server:
        server.record_runs()
        with marked_runs(folder) as runs:
            window = said.documents // WINDOWS
            of = measured(runs, new_desk(folder / "measured", window), file, window)
            _kill_many(runs, of, said.kills, said.seed)
    shutil.rmtree(folder)


def _kill_many(runs: MarkedRuns, of: Collection, kills: int, seed: int) -> None:
    hits: Counter[str] = Counter()
    started, desks = time.monotonic(), 0
    while hits.total() < kills:
        desks += 1
        desk = new_desk(of.file.parent / f"desk-{desks}", of.window)
        chance = random.Random(f"{seed}-{desks}")
        for hit in kill_in_turn(runs, desk, of, _least_hit(hits, chance), chance):
            name = _name(hit)
            hits.update([name])
            seconds = time.monotonic() - started
            print(f"{hits.total():4} desk {desks}: {name}, exit {hit.status}, {seconds:.0f} s", flush=True)
        shutil.rmtree(desk.folder)
    print(f"{hits.total()} kills of runs on {desks} desks, all sound")
    for name, count in sorted(hits.items()):
        print(f"{name:<24}{count:5}")


def _least_hit(hits: Counter[str], chance: random.Random) -> list[Aim]:
    """Return what to aim at on the next desk: what was hit least, in the order in which a run comes by."""
    shuffled = chance.sample(AIMS, len(AIMS))
    return sorted(sorted(shuffled, key=lambda aim: hits[_name(aim)])[:IN_TURN], key=AIMS.index)


def _name(of: Aim | Hit) -> str:
    return f"{of.victim} in {of.phase}"


if __name__ == "__main__":
    main()
