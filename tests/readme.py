"""The README's answers, made by running it: `python -m tests.readme` writes them anew."""

import contextlib
import io
import re
import shlex
import tempfile
from pathlib import Path

import pytest

from copydesk.flows.cli import main as main_command
from copydesk.storage.desk import Desk
from copydesk.storage.published import open_published
from copydesk.tasks.read import read_source
from tests.desks import new_desk, take

ROOT = Path(__file__).parent.parent
COMMANDS = re.compile(r"```console\n(?P<session>.*?)```", re.DOTALL)
COMMAND = re.compile(r"\$ copydesk (?P<words>[^|\n]+?)(?P<cut> \| (?P<end>head|tail) -(?P<lines>\d+))?\n")
QUESTION = re.compile(r"```sql\n(?P<query>.*?)```\n```text\n(?P<answer>.*?)```", re.DOTALL)


def seeds_desk(folder: Path) -> Desk:
    """A desk that holds the five seeds."""
    desk = new_desk(folder)
    take(desk, list(read_source(str(ROOT / "seeds"))))
    return desk


def answered(page: str, desk: Desk) -> str:
    """Return the page with every answer as the desk gives it: to its questions, then to its commands."""
    with open_published(desk) as published:

        def answer(question: re.Match[str]) -> str:
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                published.draw(question["query"], width=100_000)
            return f"```sql\n{question['query']}```\n```text\n{printed.getvalue().strip()}\n```"

        page = QUESTION.sub(answer, page)
    return COMMANDS.sub(lambda session: replayed(session["session"], desk), page)


def replayed(session: str, desk: Desk) -> str:
    """Return a session at the command line with what its commands print."""
    printed = "".join(command.group() + ran(command, desk) for command in COMMAND.finditer(session))
    return f"```console\n{printed}```"


def ran(command: re.Match[str], desk: Desk) -> str:
    """Return what a command prints, or its first or last lines, at a width that fits the page."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), pytest.MonkeyPatch.context() as patched:
        patched.setenv("COLUMNS", "100")
        main_command([*shlex.split(command["words"]), "--desk", str(desk.folder)])
    lines = printed.getvalue().splitlines(keepends=True)
    count = int(command["lines"] or len(lines))
    return "".join(lines[:count] if command["end"] == "head" else lines[-count:])


def main() -> None:
    readme = ROOT / "README.md"
    with tempfile.TemporaryDirectory() as folder:
        readme.write_text(
            answered(readme.read_text(encoding="utf-8"), seeds_desk(Path(folder))), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
