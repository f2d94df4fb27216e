"""`kill -9` at random moments, as `benchmarks/reliability_kill.py` does it hundreds of times."""

import random
from pathlib import Path

from benchmarks.generated_news import write_jsonl
from benchmarks.killed_runs import AIMS, Hit, kill_in_turn, marked_runs, measured, new_desk

SEED = 11
# What a run costs is Prefect and the number of windows, not the number of documents.
DOCUMENTS, WINDOW = 120, 60
KILLS, IN_TURN = 20, 4


def test_after_every_kill_the_desk_is_sound_and_the_next_run_makes_it_whole(
    prefect_server: object, tmp_path: Path
) -> None:
    assert prefect_server
    file = tmp_path / "news.jsonl"
    write_jsonl(file, DOCUMENTS, SEED)
    hits: list[Hit] = []
    with marked_runs(tmp_path) as runs:
        of = measured(runs, new_desk(tmp_path / "measured", WINDOW), file, WINDOW)
        for turn in range(KILLS):
            if len(hits) >= KILLS:
                break
            aims = [AIMS[(len(hits) + number) % len(AIMS)] for number in range(IN_TURN)]
            # A run that ended before it was hit left a desk that is whole: on it no run is long enough.
            desk = new_desk(tmp_path / f"desk-{turn}", WINDOW)
            for hit in kill_in_turn(runs, desk, of, aims, random.Random(f"{SEED}-{turn}")):
                hits.append(hit)
                print(f"seed {SEED}, kill {len(hits)}: {hit.victim} in {hit.phase}")  # noqa: T201

    assert len(hits) >= KILLS
    assert len({hit.phase for hit in hits}) > len(AIMS) // 2
