"""The README's answers, made by running it: `python -m tests.readme` writes them anew."""

import contextlib
import io
import re
import tempfile
from pathlib import Path

from copydesk.storage.desk import Desk
from copydesk.storage.published import open_published
from copydesk.tasks.read import read_source

from tests.desks import new_desk, take

ROOT = Path(__file__).parent.parent
QUESTION = re.compile(r"```sql\n(?P<query>.*?)```\n```text\n(?P<answer>.*?)```", re.DOTALL)


def seeds_desk(folder: Path) -> Desk:
    """A desk that holds the five seeds."""
    desk = new_desk(folder)
    take(desk, list(read_source(str(ROOT / "seeds"))))
    return desk


def answered(page: str, desk: Desk) -> str:
    """Return the page with every answer as the desk gives it."""
    with open_published(desk) as published:

        def answer(question: re.Match[str]) -> str:
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                published.draw(question["query"], width=100_000)
            return f"```sql\n{question['query']}```\n```text\n{printed.getvalue().strip()}\n```"

        return QUESTION.sub(answer, page)


def main() -> None:
    readme = ROOT / "README.md"
    with tempfile.TemporaryDirectory() as folder:
        readme.write_text(answered(readme.read_text(encoding="utf-8"), seeds_desk(Path(folder))), encoding="utf-8")


if __name__ == "__main__":
    main()
