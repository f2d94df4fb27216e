"""The command line: what it understands, and what it says when it doesn't."""

import subprocess
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import pytest

from copydesk.flows import cli
from copydesk.flows.cli import main, parser
from copydesk.flows.commands.command import Command

COMMANDS = [command.name for command in cli.COMMANDS]


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert [command in told for command in COMMANDS] == [True] * len(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert "--desk DIR" in capsys.readouterr().out


@pytest.mark.parametrize("command", cli.COMMANDS, ids=COMMANDS)
def test_what_starts_a_command_is_there(command: Command) -> None:
    module, function = command.start.split(":")
    assert callable(getattr(import_module(f"copydesk.flows.{module}"), function))


@pytest.mark.parametrize(
    "words", [[], ["explain"], ["file"], ["sql", "--format", "xml"], ["ingest", "a", "--wait", "x"]]
)
def test_what_is_not_understood_is_a_usage_error(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "usage: copydesk" in capsys.readouterr().err


def test_the_version_is_the_installed_one(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"copydesk {version('copydesk')}\n"


def test_the_desk_may_be_named_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_DESK", "/elsewhere")
    assert parser().parse_args(["sql"]).desk == "/elsewhere"
    assert parser().parse_args(["sql", "--desk", "here"]).desk == "here"


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    from tests.desks import document, new_desk, take

    desk = new_desk(tmp_path / "desk")
    take(desk, [document("The ferry to Holm was cancelled because of ice.")])
    query = '-m copydesk.flows.cli sql "from range(1000000)" --format csv'
    command = f'"{sys.executable}" {query} --desk "{desk.folder}"'
    done = subprocess.run(
        ["/bin/sh", "-c", f"{command} | head -1"], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("range\n", "")


def test_commands_import_no_more_than_they_need() -> None:
    seen = "import sys; from copydesk.flows.cli import parser; parser(); print(*sys.modules)"
    modules = subprocess.run(
        [sys.executable, "-c", seen], capture_output=True, text=True, check=True
    ).stdout.split()
    assert {"prefect", "datasketch", "duckdb", "pyarrow", "numpy", "pydantic"}.isdisjoint(modules)
