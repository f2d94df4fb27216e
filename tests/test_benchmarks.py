"""What speed is measured on is what it is said to be, and a run that hangs is told."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import killed_runs
from benchmarks.generated_news import Text, worst_containment, write_jsonl
from benchmarks.killed_runs import MarkedRun, RunHangsError

WAITS_FOR_EVER = """
import faulthandler, signal, threading
faulthandler.register(signal.SIGUSR1)
def wait_for_ever():
    print("waiting", flush=True)
    threading.Event().wait()
wait_for_ever()
"""


def test_generated_news_is_fresh_of_the_length_told_and_no_two_strangers_look_alike(tmp_path: Path):
    made = write_jsonl(tmp_path / "texts.jsonl", 2_000)

    assert len((tmp_path / "texts.jsonl").read_text().splitlines()) == made.count == made.fresh == 2_000
    assert 400 < made.words < 420
    assert 0.16 < made.planted / made.count <= 0.2
    assert made.worst < 0.1


def test_the_same_seed_makes_the_same_news(tmp_path: Path):
    files = [tmp_path / name for name in ("one", "again", "other")]

    for file, seed in zip(files, (1, 1, 2), strict=True):
        write_jsonl(file, 20, seed)

    one, again, other = (file.read_text() for file in files)
    assert one == again != other
    assert json.loads(one.splitlines()[0])["id"] == "0"


def test_two_copies_of_one_original_are_planted_and_strangers_are_not():
    words = [f"w{number}" for number in range(40)]
    original, copy, again = Text(0, words, None), Text(1, words[:30], 0), Text(2, words[10:], 0)
    stranger = Text(3, words[:14] + [f"x{number}" for number in range(30)], None)

    assert worst_containment([original, copy, again]) == 0
    assert worst_containment([original, copy, again, stranger]) == 10 / 26
    assert worst_containment([]) == 0


def test_a_run_that_hangs_is_killed_and_told_with_the_place_where_it_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(killed_runs, "HANGING_SECONDS", 0.1)
    output = tmp_path / "output"
    with (
        output.open("w") as told,
        subprocess.Popen(
            [sys.executable, "-c", WAITS_FOR_EVER], text=True, stdout=subprocess.PIPE, stderr=told
        ) as process,
    ):
        assert process.stdout
        assert process.stdout.readline()
        run = MarkedRun(process.pid, tmp_path / "marks", output, ())

        with pytest.raises(RunHangsError, match=r"(?s)the run hung in open.* in wait_for_ever"):
            for _ in run.looks():
                pass

        assert process.wait() < 0
