"""What is cut after the story: sign-offs, sources, lines on the author, prompts, rights."""

from copydesk.tasks.text.furniture.afterwards import find_box_heading, find_offer, find_tags
from copydesk.tasks.text.furniture.agency import find_agency_line, find_sign_off
from copydesk.tasks.text.furniture.bio import find_bio, may_be_bio
from copydesk.tasks.text.furniture.byline import find_bare_name
from copydesk.tasks.text.furniture.edge import find_edge_line
from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.lines import ENDING, OFFER, PERSON, Line, ends_sentence, is_paragraph
from copydesk.tasks.text.furniture.notices import find_trailing_notice
from copydesk.tasks.text.furniture.page import Page
from copydesk.tasks.text.furniture.parting import find_initials, find_parting

_MOST_LINES = 500
_MOST_MISSES = 2
_LONGEST = 900
_BUTTON_WORDS = 2


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
    line = page.lines[number]
    if len(line.text) > _LONGEST:
        return None
    if line.runs_on:
        return find_agency_line(line.text) or _find_rights(line)
    found = find_edge_line(line)
    if found and not (_is_signed(page, number, found) or (number == 0 and found.kind == "byline")):
        return found
    if number == 0:
        return None
    found = _find_offer(page, number) or _find_beside(page, number)
    if found or line.plain & PERSON:
        return found
    if not may_be_bio(line.text) and find_bare_name(line.text) is None:
        line.plain |= PERSON
        return None
    return find_bio(line.text, page.story(number), page.authors) or _find_name(page, number)


def _find_beside(page: Page, number: int) -> Finding | None:
    """Try the rules for which something has to be cut beside the line."""
    return _find_between(page, number) or find_tags(page, number) or find_box_heading(page, number)


def _find_rights(line: Line) -> Finding | None:
    """Return a line on rights, which may open with a small letter: "copyright The Valley Star 2024 - …"."""
    found = find_edge_line(line)
    return found if found and found.kind == "copyright" else None


def _find_offer(page: Page, number: int) -> Finding | None:
    line = page.lines[number]
    if line.plain & OFFER:
        return None
    goes_on = is_paragraph(line.text) and number + 1 < len(page.lines) and not page.lines[number + 1].gone
    found = None if goes_on else find_parting(line.text, joined=line.joined)
    found = found or find_offer(line.text)
    if found is None and not goes_on:
        line.plain |= OFFER
    return found


def _find_between(page: Page, number: int) -> Finding | None:
    """Return a word or two between two notices, which is a button or what one says when it is pressed."""
    line = page.lines[number]
    if number == 0 or line.text.count(" ") >= _BUTTON_WORDS or ends_sentence(line.text):
        return None
    following = next((other.start for other in page.lines[number + 1 :] if not other.gone), len(page.text))
    cut_below = page.text[line.stop : following].strip()
    return Finding("ui", "ui.between") if cut_below and find_edge_line(page.lines[number - 1]) else None


def _is_signed(page: Page, number: int, found: Finding) -> bool:
    """Tell whether a line of time may be the day a letter was signed: a bare day on the last line."""
    bare = found.kind == "timestamp" and found.published is not None and found.published.precision == "day"
    return (
        bare
        and page.lines[number].text[0].isdigit()
        and not any(line.gone for line in page.lines[number + 1 :])
    )


def _find_name(page: Page, number: int) -> Finding | None:
    """Return a line that is the name of an author: known before, or told by the line below."""
    found = find_bare_name(page.lines[number].text)
    if found is None or _is_glued(page, number):
        return Finding("bio", "bio.name") if found else None
    names = {credit.name for credit in found.credits}
    known = names & set(page.authors) or names & set(_told(page, ("bio",)))
    return Finding("bio", "bio.name", credits=found.credits) if known else None


def _is_glued(page: Page, number: int) -> bool:
    """Tell whether a line is an author's name with a handle stuck to it: "Ada Lovelacevalleystar"."""
    text = page.lines[number].text
    return any(text.startswith(author) and text[len(author) :].isalnum() for author in page.authors)


def _told(page: Page, kinds: tuple[str, ...]) -> list[str]:
    return [credit.name for hit in page.hits if hit.finding.kind in kinds for credit in hit.finding.credits]


def _cut_ending(page: Page, line: Line) -> None:
    """Cut notices and the agency's sign-off from the end of a line of story."""
    if line.plain & ENDING:
        return
    notice = find_trailing_notice(line.text)
    if notice:
        page.cut(line, notice)
    found = find_sign_off(line.text) or find_initials(line.text)
    if found:
        page.cut(line, found)
    if not notice and not found:
        line.plain |= ENDING
