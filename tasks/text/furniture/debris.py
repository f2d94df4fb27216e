"""What lies among the notices at the end of a page: pieces of lists, buttons and boxes that no rule knows."""

from collections.abc import Iterator

from copydesk.tasks.text.furniture.edge import find_edge_line
from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.lines import Line, ends_sentence, is_paragraph
from copydesk.tasks.text.furniture.notices import find_block_heading
from copydesk.tasks.text.furniture.page import Page
from copydesk.tasks.text.furniture.parting import find_parting
from copydesk.tasks.text.furniture.title import repeats_title

_MOST_LINES = 24
_LONGEST = 160
# What a notice of these kinds closes is over; names, credits and sources may stand within a text.
_CLOSING = frozenset(("share", "related", "promo", "copyright"))
_FEWEST_BUTTONS = 2
_FOUND = Finding("related", "related.debris")


def cut_debris(page: Page) -> None:
    """Cut short lines below the first notice after the last paragraph, unless they are sentences."""
    last = next((line for line in reversed(page.lines[-_MOST_LINES:]) if is_paragraph(line.text)), None)
    if last is None or last is page.lines[-1]:
        return
    below = [line for line in page.lines[-_MOST_LINES:] if line.start > last.start]
    notices = [_find_notice(line) for line in below]
    known = [(hit.start, hit.finding.kind) for hit in page.hits if hit.start > last.stop]
    known += [(line.start, found.kind) for line, found in zip(below, notices, strict=True) if found]
    begins = [below[0].start] if _lists_title(page, below) else list(_closings(known))
    for line, notice in zip(below, notices, strict=True) if begins else ():
        if line.start >= min(begins) and _is_debris(line):
            page.cut(line, notice or _FOUND)
    page.sweep()


def _find_notice(line: Line) -> Finding | None:
    found = find_edge_line(line) or find_parting(line.text) or find_block_heading(line.text)
    return found if found and found.start == 0 else None


def _lists_title(page: Page, below: list[Line]) -> bool:
    """Tell whether a page's own headline stands below its story, as it does among the latest ones."""
    if any(hit.finding.kind == "title" and hit.start > below[0].start for hit in page.hits):
        return True
    return page.title is not None and any(
        repeats_title(page.title, line.text.lstrip("-•*– ")) for line in below
    )


def _closings(known: list[tuple[int, str]]) -> Iterator[int]:
    """Yield where notices begin below which no story goes on: one of the closing kinds, or two buttons."""
    yield from (start for start, kind in known if kind in _CLOSING)
    buttons = [start for start, kind in known if kind == "ui"]
    if len(buttons) >= _FEWEST_BUTTONS:
        yield min(buttons)


def _is_debris(line: Line) -> bool:
    return len(line.text) <= _LONGEST and (not ends_sentence(line.text) or line.text[-1] in "?!…")
