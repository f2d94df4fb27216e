"""Headlines of other stories that stand as a list below the story, without a heading."""

from itertools import takewhile

from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.lines import Line, ends_sentence, is_paragraph
from copydesk.tasks.text.furniture.page import Page

_BULLETS = ("- ", "• ", "* ", "· ", "– ", "▪ ", "● ")
_BELOW = 2
_FEWEST, _MOST = 2, 10
_LONGEST = 140
_WORDS = 4
_CAPITALS = 0.7


def cut_listed(page: Page) -> None:
    """Cut headlines with bullets after the last paragraph but one or two.

    A list belongs to the story where the line before it announces it, and where its items are sentences or
    a few words each.
    """
    lines = page.lines
    last = lines[: -_BELOW - 2 : -1]
    below = next((number for number, line in enumerate(last) if _is_bulleted(line)), None)
    if below is None:
        return
    end = len(lines) - below
    items = list(takewhile(_is_bulleted, reversed(lines[max(0, end - _MOST - 1) : end])))
    before = end - len(items) - 1
    if not _FEWEST <= len(items) <= _MOST or before < 0 or not _closes(lines[before].text):
        return
    if all(_is_headline(line.text) for line in items):
        for line in reversed(items):
            page.cut(line, Finding("related", "related.bulleted"))
    page.sweep()


def _is_bulleted(line: Line) -> bool:
    return line.text.startswith(_BULLETS) and len(line.text) <= _LONGEST and not line.gone


def _closes(text: str) -> bool:
    return is_paragraph(text) and ends_sentence(text)


def _is_headline(text: str) -> bool:
    """Tell whether an item has capitals as headlines have, and isn't closed like a sentence."""
    words = text.split()[1:]
    capitals = sum(not word[0].islower() for word in words)
    return len(words) >= _WORDS and capitals >= _CAPITALS * len(words) and text[-1] not in ".:;,"
