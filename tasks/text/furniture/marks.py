"""What a monitoring service writes in brackets between a dateline and the story."""

import re

# A monitoring service marks in brackets what it prints: [TEXT], [EXCERPT], [COMMUNIQUE] [SENDER] [TEXT].
_MARK = re.compile(r"\s{0,9}\[(?P<mark>[^\[\]]{1,400})\]\s{0,9}")
_MOST_MARKS = 6
_TEXT_MARKS = frozenset(("text", "excerpt", "excerpts", "summary"))


def step_over_space(line: str, stop: int) -> int:
    """Return where the white space that begins at `stop` ends."""
    while line[stop : stop + 1].isspace():
        stop += 1
    return stop


def step_over_marks(line: str, stop: int) -> int:
    """Step over the marks of a monitoring service, if the run of brackets ends with [TEXT] or the like."""
    position = stop
    for _ in range(_MOST_MARKS):
        match = _MARK.match(line, position)
        if match is None:
            break
        position = match.end()
        if match["mark"].casefold().strip() in _TEXT_MARKS:
            return position
    return stop
