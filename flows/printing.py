"""Text on a terminal or in a file: wrapped, harmless, and with passages that stand out."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

SHARED = "bold green"
LEAST_WIDTH = 20
# What would move a terminal's cursor or turn its reading direction becomes one sign, so places hold.
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Passage(NamedTuple):
    """Code points of a body that stand in the other one, too."""

    start: int
    stop: int


def mark(body: str, passages: Iterable[Passage], *, coloured: bool) -> Text:
    """Return a text whose passages stand out: by colour, or between [[ and ]]."""
    text = Text()
    end = 0
    for start, stop in passages:
        passage = safe(body[start:stop])
        text.append(safe(body[end:start]))
        text.append(passage if coloured else f"[[{passage}]]", SHARED if coloured else None)
        end = stop
    return text.append(safe(body[end:]))


def coloured(console: Console) -> bool:
    """Tell whether colours are seen: on a terminal, unless NO_COLOR asks for none."""
    return console.is_terminal and not console.no_color


def safe(text: str) -> str:
    """Return a text without what a terminal would obey; every sign keeps its place."""
    return _UNSAFE.sub("�", text.replace("\r\n", " \n"))


def say_facts(console: Console, facts: Iterable[tuple[str, str]]) -> None:
    """Print names and what belongs to them, in two columns."""
    for name, value in facts:
        say_inside(console, Text(safe(value)), head=f"  {name:<12}")


def say(console: Console, line: str, style: str = "") -> None:
    """Print a line as it is."""
    console.print(Text(safe(line), style), soft_wrap=True)


def say_inside(console: Console, text: Text, head: str = " " * 4) -> None:
    """Print a text wrapped behind its head, without rich's blanks to the right of it."""
    for line in text.wrap(console, max(console.width - len(head), LEAST_WIDTH)):
        line.rstrip()
        console.print(Text.assemble((head, "dim"), line) if line else "", soft_wrap=True)
        head = " " * len(head)
