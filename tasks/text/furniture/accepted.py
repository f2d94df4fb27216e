"""Lines that a person called furniture of one source, after they recurred in its articles."""

import re
from collections.abc import Mapping
from typing import Final

from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.page import Page

_DIGIT: Final = re.compile(r"[0-9]")


def mask_line(line: str) -> str:
    """Return a line as recurrence knows it: without the space around it, every digit written as 0.

    >>> mask_line("  Read 12 comments ")
    'Read 00 comments'
    """
    return _DIGIT.sub("0", line.strip(" \t\r"))


def cut_accepted(page: Page, kinds: Mapping[str, str]) -> None:
    """Cut the whole lines that `kinds` names, masked, each with its kind."""
    for line in page.lines:
        kind = kinds.get(mask_line(line.text))
        if kind is not None:
            page.cut(line, Finding(kind, "source.accepted_line"))
