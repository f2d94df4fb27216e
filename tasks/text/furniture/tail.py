"""What is cut after the story: sign-offs, sources, lines on the author, prompts, rights."""

from copydesk.tasks.text.furniture.agency import find_agency_line, find_sign_off
from copydesk.tasks.text.furniture.bio import find_bio
from copydesk.tasks.text.furniture.byline import find_address, find_bare_name, find_byline
from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.lines import Line
from copydesk.tasks.text.furniture.notices import find_edge_notice, find_trailing_notice
from copydesk.tasks.text.furniture.page import Page
from copydesk.tasks.text.furniture.source import find_source
from copydesk.tasks.text.furniture.timestamp import find_timestamp

_MOST_LINES = 14
_MOST_MISSES = 2
_LONGEST = 900


def cut_tail(page: Page) -> None:
    """Go up from the last line until lines of story stand."""
    misses = 0
    last = len(page.lines) - 1
    for number in range(last, max(-1, last - _MOST_LINES), -1):
        line = page.lines[number]
        found = _find(page, number)
        if found:
            page.cut(line, found)
            continue
        _cut_ending(page, line)
        misses += not line.gone
        if misses == _MOST_MISSES:
            break
    page.sweep()


def _find(page: Page, number: int) -> Finding | None:
    text = page.lines[number].text
    if len(text) > _LONGEST:
        return None
    if page.lines[number].runs_on and not find_agency_line(text):
        return None
    found = find_edge_notice(text) or find_agency_line(text) or find_source(text) or _find_time(page, number)
    if found or number == 0:
        return found
    return (
        find_byline(text)
        or find_address(text)
        or find_bio(text, page.story(number), page.authors)
        or _find_name(page, number)
    )


def _find_time(page: Page, number: int) -> Finding | None:
    """Return a line of time; a bare day on the last line may be the day a letter was signed."""
    found = find_timestamp(page.lines[number].text)
    bare = found is not None and found.published is not None and found.published.precision == "day"
    signed = bare and not any(line.gone for line in page.lines[number + 1 :]) and page.lines[number].text[0].isdigit()
    return None if signed else found


def _find_name(page: Page, number: int) -> Finding | None:
    """Return a line that is the name of an author: known before, or told by the line below."""
    found = find_bare_name(page.lines[number].text)
    if found is None:
        return None
    names = {credit.name for credit in found.credits}
    known = names & set(page.authors) or names & set(_told(page, ("bio",)))
    return Finding("bio", "bio.name", credits=found.credits) if known else None


def _told(page: Page, kinds: tuple[str, ...]) -> list[str]:
    return [credit.name for hit in page.hits if hit.finding.kind in kinds for credit in hit.finding.credits]


def _cut_ending(page: Page, line: Line) -> None:
    """Cut notices and the agency's sign-off from the end of a line of story."""
    notice = find_trailing_notice(line.text)
    if notice:
        page.cut(line, notice)
    found = find_sign_off(line.text)
    if found:
        page.cut(line, found)
