"""Lines of rules, stars and dots that part sections."""

from copydesk.tasks.text.furniture.finding import Finding

# Letters and figures never are; nor are signs that carry sense on their own, such as emoji.
_MARKS = frozenset("_-–—―=~*•·●■□◆▪|/\\+#^<>«»‹›.…,:;'\"°¤×↓↑→←▼▲►▶ \u00a0\u2028\u200b")


def find_separator(line: str) -> Finding | None:
    """Return a line that holds nothing but marks.

    >>> find_separator("___").kind
    'separator'
    >>> find_separator("_ done _")
    """
    if line[0] not in _MARKS or line[-1] not in _MARKS or not _MARKS.issuperset(line[:400]):
        return None
    return Finding("separator", "separator.marks") if len(line) <= 400 else None
