"""Tell a text that was broken at a width from one whose lines are its paragraphs.

A program that wraps breaks a line where the next word has no room, amid sentences and at one width all over.
Poems, lists and tables break where their author wanted: at many lengths, and before a capital.
"""

from collections.abc import Sequence
from itertools import pairwise

from copydesk.tasks.text.furniture.lines import Line, ends_sentence

# Columns of print have 45 letters, mail 72, web archives up to 200; Chinese takes two columns a sign.
_NARROWEST, _NARROWEST_DENSE, _WIDEST = 45, 22, 210
_DENSE_FROM, _DENSE_TO = "\u2e80", "\uabff"
# Of 17,000 breaks amid a sentence in texts wrapped at 190 letters .96 leave less room than this.
_FULL = 0.88
# The lines that are as wide as most others hold so much of the text; tables may stand beside them.
_WIDE_SHARE = 0.3
_FEWEST_BREAKS, _FEWEST_CASELESS = 2, 3
_AT_WIDTH = 0.7
# So many of all lines break at the width; without capitals to tell a sentence's middle, more.
_BREAKS_EACH, _CASELESS_BREAKS_EACH = 6, 3
_SHORTEST_OPEN = 30
_BULLETS = ("• ", "* ", "● ", "▪ ", "· ")


def wrap_width(lines: Sequence[Line]) -> int:
    """Return the width at which a text was wrapped, or 0."""
    if len([line for line in lines if not line.text[0].isupper() or line.text.isupper()]) < _FEWEST_BREAKS:
        return 0  # as most texts: no sentence goes on in so few lines
    apart = all(line.gap for line in lines[1:])
    pairs = [pair for pair in pairwise(lines) if apart or not pair[1].gap]
    breaks = [pair for pair in pairs if goes_on(*pair)]
    if len(breaks) < _FEWEST_BREAKS:
        return 0
    width = _most_common_width(lines)
    if not width:
        return 0
    at_width = sum(is_full(*pair, width) for pair in breaks)
    if at_width < _FEWEST_BREAKS or at_width < _AT_WIDTH * len(breaks):
        return 0
    if any(following.text[0].islower() for _, following in breaks):
        return width if at_width * _BREAKS_EACH >= len(pairs) else 0
    enough = at_width >= _FEWEST_CASELESS and at_width * _CASELESS_BREAKS_EACH >= len(pairs)
    return width if enough else 0


def is_full(line: Line, following: Line, width: int) -> bool:
    """Tell whether a line had no room left for the first word of the next."""
    return len(line.text) + _room_for_first(following.text) >= _FULL * width


def goes_on(line: Line, following: Line) -> bool:
    """Tell whether a line breaks amid a sentence, as far as signs and capitals tell."""
    first = following.text[0]
    if first.isupper() and not (following.text.isupper() and line.text.isupper()):
        return False
    return first.isalpha() and not ends_sentence(line.text)


def joins(line: Line, following: Line, width: int) -> bool:
    """Tell whether the next line goes on the paragraph of a wrapped text."""
    if following.text.startswith(_BULLETS):
        return False
    if is_full(line, following, width):
        return True
    open_end = len(line.text) >= _SHORTEST_OPEN and not ends_sentence(line.text)
    return open_end and following.text[0].islower()


def _room_for_first(text: str) -> int:
    """Return how much of a line the first word of a text takes, with the space before it."""
    if _DENSE_FROM <= text[0] <= _DENSE_TO:
        return 1
    space = text.find(" ")
    return (space if space >= 0 else len(text)) + 1


def _most_common_width(lines: Sequence[Line]) -> int:
    """Return the length that the lines nearly as long hold most of the text of; 0 if none is a width."""
    lengths = sorted([len(line.text) for line in lines])
    low = held = most = width = 0
    for length in lengths:
        held += length
        while lengths[low] < _FULL * length:
            held -= lengths[low]
            low += 1
        if held >= most:
            most, width = held, length
    dense = sum(_DENSE_FROM <= line.text[0] <= _DENSE_TO for line in lines) * 2 > len(lines)
    fits = (_NARROWEST_DENSE if dense else _NARROWEST) <= width <= _WIDEST
    return width if fits and most >= _WIDE_SHARE * sum(lengths) else 0
