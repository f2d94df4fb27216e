"""What is cut before the story: bylines, times, credits, buttons, the headline and the dateline."""

from copydesk.tasks.text.furniture.addressed import is_appeal
from copydesk.tasks.text.furniture.agency import find_attribution, find_opening_credit
from copydesk.tasks.text.furniture.bio import find_bio, may_be_bio
from copydesk.tasks.text.furniture.byline import (
    ends_with_date,
    find_bare_name,
    is_byline_label,
    names_agency,
)
from copydesk.tasks.text.furniture.dateline import find_dateline
from copydesk.tasks.text.furniture.edge import find_edge_line
from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.lines import OPENING, PERSON, Line, is_paragraph
from copydesk.tasks.text.furniture.opening import find_place, heads_story
from copydesk.tasks.text.furniture.page import Mention, Page
from copydesk.tasks.text.furniture.row import find_row, find_steps
from copydesk.tasks.text.furniture.timestamp import find_timestamp
from copydesk.tasks.text.furniture.title import is_masthead

_MOST_STANDING = 16
_MOST_LINES = 500
_STORY_SEEN = 2
_LEAD_LINES = 20


def cut_head(page: Page) -> None:
    """Go down from the first line until the story has begun for sure."""
    capitals_tell = not page.story(_LEAD_LINES)[:600].isupper()
    begun = standing = 0
    for number, line in enumerate(page.lines[:_MOST_LINES]):
        if line.gone:
            continue
        if standing == _MOST_STANDING:
            break
        if begun == 0 or not is_paragraph(line.text) or _follows_byline(page, number):
            found = _find(page, number)
            if found:
                page.cut(line, found)
                _cut_label(page, number)
                continue
        standing += 1
        _cut_opening(page, line, capitals_tell=capitals_tell)
        if not line.gone and is_paragraph(line.text):
            begun += 1
            if begun == _STORY_SEEN:
                break
    page.sweep()


def _find(page: Page, number: int) -> Finding | None:
    """Try the rules for whole lines; most lines fail each at its first comparison."""
    if len(page.lines[number].text) > 900:
        return None
    line = page.lines[number]
    found = find_edge_line(line) or find_steps(line.text)
    if found is None and number:
        found = _find_beside(page, number) or find_place(page, number)
    return found or _find_above(page, number)


def _find_above(page: Page, number: int) -> Finding | None:
    """Return a row with a day, or a request to the reader, before the first paragraph.

    A headline may have a day and a request, too, and a letter within a story opens with a day.
    """
    line = page.lines[number]
    found = find_row(line.text) if number or page.title else None
    if found is None and number and not is_paragraph(line.text) and is_appeal(line.text):
        found = Finding("promo", "promo.appeal")
    begun = found and any(is_paragraph(other.text) and not other.gone for other in page.lines[:number])
    return None if begun else found


def _find_beside(page: Page, number: int) -> Finding | None:
    """Try the rules that need a neighbour: a name under "By", beside a date; a line on the author."""
    line = page.lines[number]
    if line.plain & PERSON:
        return None
    may_be = may_be_bio(line.text)
    if may_be and (page.authors or any(hit.finding.kind == "byline" for hit in page.hits)):
        bio = find_bio(line.text, page.story(), _authors(page))
        if bio:
            return bio
    bare = find_bare_name(line.text)
    if bare is None:
        line.plain |= 0 if may_be else PERSON
        return None
    previous = page.lines[number - 1]
    following = page.lines[number + 1] if number + 1 < len(page.lines) else None
    if is_byline_label(previous.text) and not previous.gone:
        return bare
    beside = (previous.gone and _was(page, previous, ("byline", "timestamp"))) or (
        following and _stands_above(following.text, after_furniture=previous.gone)
    )
    known = any(credit.name in page.authors for credit in bare.credits) or ends_with_date(line.text)
    return bare if beside or known or names_agency(line.text) or heads_story(page, number, bare) else None


def _stands_above(text: str, *, after_furniture: bool) -> bool:
    """Tell whether a line is what stands below a name: when, in which place, for which outlet."""
    dated = find_timestamp(text) or find_row(text)
    return dated is not None or (after_furniture and is_masthead(text))


def _cut_label(page: Page, number: int) -> None:
    """Cut a "By" that stands alone before a line that was cut."""
    previous = page.lines[number - 1] if number else None
    if previous and not previous.gone and is_byline_label(previous.text):
        page.cut(previous, Finding("byline", "byline.label"))


def _follows_byline(page: Page, number: int) -> bool:
    return number > 0 and page.lines[number - 1].gone and _was(page, page.lines[number - 1], ("byline",))


def _authors(page: Page) -> tuple[str, ...]:
    found = [credit.name for hit in page.hits for credit in hit.finding.credits if credit.role == "author"]
    return (*page.authors, *found)


def _was(page: Page, line: Line, kinds: tuple[str, ...]) -> bool:
    return any(hit.start == line.start and hit.finding.kind in kinds for hit in page.hits)


def _cut_opening(page: Page, line: Line, *, capitals_tell: bool) -> None:
    """Cut the dateline or the agency that opens a line of story; note who a lead is attributed to."""
    if page.place or line.plain & OPENING:
        return
    prose = is_paragraph(line.text)
    found = find_dateline(line.text, place_tells=prose, capitals_tell=prose and capitals_tell)
    found = found or find_opening_credit(line.text)
    if found:
        page.place = found.place
        page.cut(line, found)
        return
    credit = find_attribution(line.text)
    if credit:
        page.mentions.append(Mention(line.start, credit))
    elif capitals_tell:
        line.plain |= OPENING
