"""The headline: found, taken out, and cut where it is printed again."""

from collections import Counter
from itertools import takewhile

from copydesk.tasks.text.furniture.byline import find_bare_name
from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.lines import Line, is_paragraph
from copydesk.tasks.text.furniture.opening import heads_story
from copydesk.tasks.text.furniture.page import Page
from copydesk.tasks.text.furniture.phrases import words_of
from copydesk.tasks.text.furniture.title import LONGEST_ADDED, is_masthead, is_title, repeats_title

_MOST_STANDING = 16
_FEWEST_SPACES = 3
_ROWS, _FEWEST_FIGURES = 3, 2
_TITLE = Finding("title", "title.first_line")
_REPEATED = Finding("title", "title.repeated")


def cut_title(page: Page) -> str | None:
    """Take the headline out, and its repetitions before the story; return what it is."""
    title = page.title
    if title is None and page.lines and not (page.place and _opened_with_dateline(page)):
        title = _take_title(page)
    if title is not None:
        title = _cut_repetitions(page, title)
    page.sweep()
    return title


def _take_title(page: Page) -> str | None:
    first = _first_headline(page)
    if first is None or first.joined or _goes_on(page, first) or _heads_table(page):
        return None
    if not is_title(first.text, [line.text for line in page.lines[1:9]]):
        return None
    page.cut(first, _TITLE)
    return first.text


def _goes_on(page: Page, first: Line) -> bool:
    """Tell whether a first line is the beginning of the sentence below, at whatever width it was broken."""
    number = page.lines.index(first) + 1
    if number == len(page.lines):
        return False
    below = page.lines[number]
    open_end = not below.gap and first.text.rsplit(" ", 1)[-1].casefold() in words_of("and")
    return open_end or (is_paragraph(below.text) and below.text.split(" ", 1)[0].islower())


def _heads_table(page: Page) -> bool:
    """Tell whether the first line is a row of figures, as those below it are: "Shr 78 cts vs one dlr"."""
    rows = page.lines[:_ROWS]
    if len(rows) < _ROWS or any(row.gone or is_paragraph(row.text) for row in rows[1:]):
        return False
    figures = [any(map(str.isdigit, row.text)) for row in rows]
    return sum(figures) >= _FEWEST_FIGURES and any(figures[1:])


def _cut_repetitions(page: Page, title: str) -> str:
    """Cut the headline where it is printed again; return it without the name of a section or the site."""
    for line in page.lines[:_MOST_STANDING]:
        if line.gone or abs(len(line.text) - len(title)) > LONGEST_ADDED:
            continue
        if repeats_title(title, line.text):
            title = line.text
            page.cut(line, _REPEATED)
        elif repeats_title(line.text, title):
            page.cut(line, _REPEATED)
    return title


def _first_headline(page: Page) -> Line | None:
    """Return the first line, or the second behind the name of the site; None where the first is a byline."""
    first = page.lines[0]
    if page.goes_on_below(0):
        return None
    bare = find_bare_name(first.text)
    if bare and heads_story(page, 0, bare):
        page.cut(first, bare)
        return None
    doubled = _doubled(page)
    if doubled:
        return doubled
    if len(page.lines) > 1 and is_masthead(first.text) and is_title(page.lines[1].text, [page.text]):
        page.cut(first, Finding("ui", "ui.masthead"))
        return page.lines[1]
    return first


def _doubled(page: Page) -> Line | None:
    """Return the line that stands twice before the story: only headlines do."""
    head = list(takewhile(lambda line: not is_paragraph(line.text), page.lines[:_MOST_STANDING]))
    if len({line.text for line in head}) == len(head):
        return None
    counts = Counter(line.text for line in head)
    following = [line.text for line in page.lines[1 : _MOST_STANDING + 2]]
    return next(
        (
            line
            for line in head
            if counts[line.text] > 1
            and line.text.count(" ") >= _FEWEST_SPACES
            and is_title(line.text, following)
        ),
        None,
    )


def _opened_with_dateline(page: Page) -> bool:
    """Tell whether the story has begun where the first line now stands: no headline follows a dateline."""
    first = page.lines[0].start
    return not page.hits or any(hit.finding.kind == "dateline" and hit.start < first for hit in page.hits)
