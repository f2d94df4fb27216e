"""Clean the head and the tail of a text that has more lines than any article."""

from copydesk.tasks.text.furniture.head import cut_head
from copydesk.tasks.text.furniture.headline import cut_title
from copydesk.tasks.text.furniture.lines import Line
from copydesk.tasks.text.furniture.page import Page
from copydesk.tasks.text.furniture.tail import cut_tail
from copydesk.tasks.text.learn import Learned, learn
from copydesk.tasks.text.ledger import Ledger
from copydesk.tasks.text.spans import Given

# Of more lines than these a head or a tail is not told from the story anyway.
_EDGE_LINES = 600
_MOST_PASSES = 12


def settle_edges(page: Page, ledger: Ledger, given: Given) -> tuple[Page, Learned] | None:
    """Cut what stands before and after the story, until nothing more is found; None if that has no end."""
    ledger.enter(page)
    for _ in range(_MOST_PASSES):
        edges = _narrow(page)
        cut_head(edges)
        edges.title = cut_title(edges)
        cut_tail(edges)
        ledger.enter(edges)
        learned = learn(ledger.hits, ledger.mentions, given)
        page = edges.of_lines(_widen(edges.lines, page.lines), learned.author, learned.place)
        if not edges.hits:
            return page, learned
    return None


def _narrow(page: Page) -> Page:
    """Return a page of the first lines, the last, and one paragraph for all between."""
    between = page.lines[_EDGE_LINES:-_EDGE_LINES]
    start, stop = between[0].start, between[-1].stop
    middle = Line(start, stop, page.text[start:stop], between[0].gap)
    lines = [*page.lines[:_EDGE_LINES], middle, *page.lines[-_EDGE_LINES:]]
    return Page(page.text, lines, page.title, page.authors, page.place)


def _widen(edges: list[Line], lines: list[Line]) -> list[Line]:
    """Return what is left of the lines, of which all but the edges were left alone."""
    between = lines[_EDGE_LINES:-_EDGE_LINES]
    head = [line for line in edges if line.stop <= between[0].start]
    tail = [line for line in edges if line.start >= between[-1].stop]
    return [*head, *between, *tail]
