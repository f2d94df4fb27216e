"""Quality on the invented corpus stands on its floors, and what falls below one is named."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.floors import FILE, faults, hold

GOLDEN = Path(__file__).parents[1] / "benchmarks" / "quality_golden.py"
FLOORS = '[fish]\n"caught" = 0.9\n"eaten" = 0.5\n'


@pytest.fixture
def floors(tmp_path: Path) -> Path:
    file = tmp_path / "floors.toml"
    file.write_text(FLOORS)
    return file


def test_the_invented_corpus_is_cleaned_and_matched_as_well_as_ever():
    done = subprocess.run([sys.executable, GOLDEN], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "golden: all 7 figures" in done.stdout


def test_lines_that_close_a_page_are_told_from_story_as_well_as_ever():
    done = subprocess.run(
        [sys.executable, GOLDEN.with_name("quality_tails.py")], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert "tails: all 2 figures" in done.stdout


def test_pairs_as_newsrooms_make_them_are_decided_as_well_as_ever():
    done = subprocess.run(
        [sys.executable, GOLDEN.with_name("quality_editions.py")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "editions: all 6 figures" in done.stdout


def test_a_figure_below_its_floor_is_named_with_floor_and_value(floors: Path):
    assert faults("fish", {"caught": 0.85, "eaten": 0.5}, floors) == [
        "fish: caught is 0.8500, below its floor of 0.9000"
    ]


def test_a_figure_that_is_no_number_is_below_every_floor(floors: Path):
    assert len(faults("fish", {"caught": float("nan"), "eaten": 0.5}, floors)) == 1


def test_a_figure_without_a_floor_and_a_floor_without_a_figure_are_faults(floors: Path):
    assert faults("fish", {"caught": 0.9, "sold": 1.0}, floors) == [
        "fish: sold has no floor in floors.toml",
        "fish: eaten was not measured",
    ]


def test_a_script_that_measures_too_little_fails(floors: Path, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        hold("fish", {"caught": 0.1, "eaten": 0.5}, floors)

    assert ended.value.code == 1
    assert "below its floor" in capsys.readouterr().err
    hold("fish", {"caught": 1.0, "eaten": 0.5}, floors)


def test_every_quality_script_has_its_floors():
    scripts = {file.stem.removeprefix("quality_") for file in FILE.parent.glob("quality_*.py")}

    assert scripts == set(re.findall(r"^\[(\w+)\]", FILE.read_text(), re.MULTILINE))
