"""The README tells the truth: its questions are asked, its Python runs, its commands exist."""

import doctest
import re
import runpy
import shlex
from pathlib import Path

import pytest

from copydesk.flows.cli import parser
from tests.readme import ROOT, answered, seeds_desk

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_question_gets_the_answer_that_is_printed(tmp_path: Path) -> None:
    assert answered(README, seeds_desk(tmp_path)) == README


def test_the_session_in_the_readme_runs_as_written() -> None:
    failures, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False)

    assert tried > 0
    assert failures == 0


def test_the_script_that_reads_the_desk_runs_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [script] = re.findall(r"```python\n(import duckdb.*?)```", README, re.DOTALL)
    seeds_desk(tmp_path / "desk")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "script.py").write_text(script, encoding="utf-8")

    assert len(runpy.run_path("script.py")["stories"]) == 4


@pytest.mark.parametrize("line", re.findall(r"^copydesk .*$", README, re.MULTILINE))
def test_the_command_line_knows_every_command_shown(line: str) -> None:
    words = shlex.split(line.replace("…", "..."), comments=True)

    assert parser().parse_args(words[1:]).start is not None
