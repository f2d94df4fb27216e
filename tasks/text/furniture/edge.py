"""The lines that are furniture only before or after the story, and need no neighbour to be known."""

from copydesk.tasks.text.furniture.agency import find_agency_line
from copydesk.tasks.text.furniture.byline import find_address, find_byline
from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.lines import EDGE, Line
from copydesk.tasks.text.furniture.notices import find_edge_notice
from copydesk.tasks.text.furniture.source import find_source
from copydesk.tasks.text.furniture.timestamp import find_timestamp


def find_edge_line(line: Line) -> Finding | None:
    """Try the rules in turn; most lines fail each at its first comparison, and a second time all at once."""
    if line.plain & EDGE:
        return None
    text = line.text
    found = find_byline(text) or find_timestamp(text) or find_edge_notice(text)
    found = found or find_agency_line(text) or find_source(text) or find_address(text)
    if found is None:
        line.plain |= EDGE
    return found
