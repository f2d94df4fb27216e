"""The lines that are furniture only before or after the story, and need no neighbour to be known."""

from functools import lru_cache

from copydesk.tasks.text.furniture.addresses import find_public_address
from copydesk.tasks.text.furniture.agency import find_agency_line
from copydesk.tasks.text.furniture.byline import find_address, find_byline
from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.lines import EDGE, Line
from copydesk.tasks.text.furniture.notices import find_edge_notice, is_notice_throughout
from copydesk.tasks.text.furniture.source import find_source
from copydesk.tasks.text.furniture.timestamp import find_timestamp

# A desk's sources print the same bylines, days and prompts in thousands of texts: some 3 MB of them are kept.
_REMEMBERED = 8192
_RECURRING = 200


def find_edge_line(line: Line) -> Finding | None:
    """Try the rules in turn; most lines fail each at its first comparison, and a second time all at once."""
    if line.plain & EDGE:
        return None
    # No line of the other kinds is longer.
    found = (_recall if len(line.text) <= _RECURRING else find_edge_notice)(line.text)
    if found and line.joined and not is_notice_throughout(found, line.text):
        found = None
    if found is None:
        line.plain |= EDGE
    return found


def _find(text: str) -> Finding | None:
    found = find_byline(text) or find_timestamp(text) or find_edge_notice(text) or find_public_address(text)
    return found or find_agency_line(text) or find_source(text) or find_address(text)


_recall = lru_cache(_REMEMBERED)(_find)
