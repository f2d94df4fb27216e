"""Find what transport broke in a text: control and zero-width characters, surrogates, mojibake."""

import re
from collections.abc import Iterator
from functools import lru_cache

from copydesk.tasks.text.spans import Span

_CONTROL = "\x00-\x08\x0e-\x1b\x7f"
_ZERO_WIDTH = "\u200b\u2060\ufeff\u00ad"
_SURROGATE = "\ud800-\udfff"
# UTF-8 read as Latin-1 or as Windows does: the first byte of a character, then the others.
_LEAD = "ÂÃâÐÑÅÄÎÏØÙ"
# Without \x85, which ends a line.
_TRAIL = "\x80-\x84\x86-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_CONTROL_BYTES = bytes([*range(9), *range(14, 28), 127])
_BROKEN = re.compile(
    f"(?P<control>[{_CONTROL}]+)|(?P<zero_width>[{_ZERO_WIDTH}]+)|(?P<surrogate>[{_SURROGATE}]+)"
)
_MOJIBAKE = re.compile(f"(?:[\xc2-\xf4][{_TRAIL}]{{1,3}})+")
_LONGEST_LINE = 20_000
_REMEMBERED, _RECURRING = 4096, 200
# What has more of them, and a line among them that doesn't settle, was made to take time.
_MOST_LINES = 20_000


def find_repairs(text: str) -> list[Span]:
    r"""Return the repairs of a text, in order: what to replace, and with what.

    Mojibake is repaired only in a line that ftfy is sure of. A line that needs repair again once it is
    repaired was made so, and is left as it is.

    >>> [span[:2] + span[3:] for span in find_repairs("S\u00c3\u00a3o Paulo\u200b")]
    [(1, 3, 'repair.mojibake', 'ã'), (10, 11, 'repair.zero_width', '')]
    """
    spans = _find(text)
    return spans if not spans or not _find(_repaired(text, spans)) else list(_find_settled(text))


def _find_settled(text: str) -> Iterator[Span]:
    """Yield the repairs of the lines that need none once they are repaired."""
    lines = text.splitlines(keepends=True)
    start = 0
    for line in lines if len(lines) <= _MOST_LINES else ():
        spans = _find(line)
        if spans and not _find(_repaired(line, spans)):
            yield from (span._replace(start=start + span.start, stop=start + span.stop) for span in spans)
        start += len(line)


def _find(text: str) -> list[Span]:
    broken, garbled = _may_be_broken(text), _may_be_garbled(text)
    if not broken and not garbled:
        return []
    spans: list[Span] = []
    position = 0
    for mended in (*(_find_mojibake(text) if garbled else ()), Span(len(text), len(text), "", "")):
        spans += [*(_find_broken(text, position, mended.start) if broken else ()), mended]
        position = mended.stop
    return spans[:-1]


def _may_be_broken(text: str) -> bool:
    """Look for single characters: a tenth of what a pattern of them costs, in every text."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return True
    if len(data.translate(None, _CONTROL_BYTES)) != len(data):
        return True
    return not text.isascii() and any(char in text for char in _ZERO_WIDTH)


def _may_be_garbled(text: str) -> bool:
    return not text.isascii() and any(char in text for char in _LEAD)


def _repaired(text: str, spans: list[Span]) -> str:
    pieces: list[str] = []
    position = 0
    for span in spans:
        pieces += (text[position : span.start], span.replacement)
        position = span.stop
    return "".join([*pieces, text[position:]])


def _find_broken(text: str, start: int, stop: int) -> Iterator[Span]:
    for match in _BROKEN.finditer(text, start, stop):
        name = match.lastgroup or ""
        replacement = _joined(match.group()) if name == "surrogate" else ""
        yield Span(match.start(), match.end(), "repair", f"repair.{name}", replacement)


def _joined(surrogates: str) -> str:
    """Return the characters that pairs of surrogates stand for; a lone one is lost."""
    return surrogates.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _find_mojibake(text: str) -> Iterator[Span]:
    start = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if len(bare) <= _LONGEST_LINE and _may_be_garbled(bare) and _MOJIBAKE.search(bare):
            yield from _mend(bare, start + line.index(bare))
        start += len(line)


def _fixed(text: str) -> str:
    """Return what ftfy makes of a text, without the account of it that `fix_encoding` keeps."""
    from ftfy import TextFixerConfig, fix_encoding_and_explain

    return fix_encoding_and_explain(text, TextFixerConfig(explain=False)).text


# A garbled text has few letters that broke, each many times; some texts are one line over and over.
_recall = lru_cache(_REMEMBERED)(_fixed)


def _mend(line: str, start: int) -> Iterator[Span]:
    """Yield the repairs of a line, if repairing its broken pieces is what repairs the line."""
    pieces = [(match.start(), match.end(), _recall(match.group())) for match in _MOJIBAKE.finditer(line)]
    broken, mended, position = "", "", 0
    for first, last, replacement in (*pieces, (len(line), len(line), "")):
        between = _BROKEN.sub("", line[position:first])
        broken += between + line[first:last]
        mended += between + replacement
        position = last
    if broken == mended or (_recall if len(broken) <= _RECURRING else _fixed)(broken) != mended:
        return
    for first, last, replacement in pieces:
        if line[first:last] != replacement:
            whole = _BROKEN.sub("", replacement)
            yield Span(start + first, start + last, "repair", "repair.mojibake", whole)
