"""Documents that a story prints word for word: posts, letters, answers in an interview.

They are somebody's words as much as a quotation is, but have no quotation marks.
"""

import re
from collections import Counter
from typing import Final

_SIGNATURE: Final = re.compile(r"[—–-] ?[^\n(]{1,80}\(@\w{1,30}\)[^\n]{0,60}$", re.MULTILINE)
"""Below or behind a post: "— Ashby Council (@ashbycouncil) May 3"."""
_LINK: Final = re.compile(
    r"^[ \t>]{0,4}https?://(?:www\.)?(?:x|twitter)\.com/\w{1,30}/status/\d[^\s]{0,60}$", re.MULTILINE
)
_BLOCK: Final = re.compile(r"^[ \t]{0,3}>[^\n]{1,4000}", re.MULTILINE)
_LABELLED: Final = re.compile(r"^([^\W\d_][^\n:：]{0,40})[:：][ \t]?\S[^\n]{0,8000}", re.MULTILINE)
"""A line of an interview: "Question: …", "Mayor: …"."""
_MOST_LABELLED: Final = 0.7
"""Where labelled lines are more of a text than that, it is the interview, and no story that prints one."""
_SALUTATIONS: Final = (
    *(
        "Dear",
        "Liebe[rs]?",
        "Sehr geehrte[rs]?",
        "Ch(?:er|ère)s?",
        "Madame",
        "Monsieur",
        "Mesdames",
        "Messieurs",
    ),
    *("Estimad[oa]s?", "Querid[oa]s?", "Car[oaie]", "Gentil[ei]", "Egregi[oa]?", "Prezad[oa]s?", "Car[oa]s"),
    *("Beste", "Geachte", "Kära", "Bästa", "Kjære", "Kære", "Hyvät?", "Szanown[aiy]", "Drodzy", "Drog[ai]"),
    *("Sayın", "Değerli", "Sevgili", "Poštovan[ia]", "Drag[aie]", "I dashur", "Të dashur", "Поштован[аи]"),
    *("Драг[аи]", "Уважаем[ыа][йяе]", "Дорог(?:ой|ая|ие|ий|а|і)", "Шановн(?:ий|а|і)", "Αγαπητ\\w{1,3}"),
    *("Αξιότιμ\\w{1,3}", "عزيز\\w{1,4}", "أعزائي", "السيد", "السادة"),
)
ANNOUNCING: Final = re.compile(
    # A colon ends the line: a letter, a statement or a list follows.
    r"[:：][ \t\"”]{0,8}\n"
    # A short line with a handle stands above a post: "Ashby Council (@ashbycouncil) · 3 Jun".
    r"|^(?:[^\n@]{0,60}[ \t(])?@\w{1,30}\b[^\n@]{0,40}\n"
    rf"|^(?:{'|'.join(_SALUTATIONS)})\b[^\n]{{0,80}}[,،，!]\n"
    r"|^(?:尊敬的|亲爱的|敬爱的|拝啓|皆様|존경하는|사랑하는)[^\n]{0,40}\n",
    re.MULTILINE,
)
"""A line that says that somebody else's text follows."""
_ENDS_ANNOUNCING: Final = frozenset(":：,،，!")
_BEGINS_ANNOUNCING: Final = tuple("尊亲敬拝皆존사")


def printed_spans(text: str) -> list[tuple[int, int]]:
    r"""Return the paragraphs that are posts, with their signatures, quoted blocks, or answers amid a story.

    >>> text = "It was loud.\nRain is due.\n— Met Office (@metoffice) May 3\nIt rained."
    >>> [text[start:stop] for start, stop in printed_spans(text)]
    ['Rain is due.\n— Met Office (@metoffice) May 3']
    """
    posts = [(_paragraph_before(text, start), stop) for start, stop in signatures(text)]
    blocks = [match.span() for match in _BLOCK.finditer(text)] if ">" in text else []
    return posts + blocks + _answers(text)


def announcements(text: str) -> list[int]:
    r"""Return where the lines begin that follow an announcing one.

    >>> announcements("It rained.\nThe mayor wrote:\nStay in.")
    [28]
    """
    found = []
    start = 0
    while (end := text.find("\n", start)) >= 0:
        # The pattern tries every character; what cannot match is told by how the line begins or ends.
        line = text[start:end]
        told = line.rstrip(' \t"”')[-1:] in _ENDS_ANNOUNCING or line.startswith(_BEGINS_ANNOUNCING)
        if (told or "@" in line) and ANNOUNCING.search(text, start, end + 1):
            found.append(end + 1)
        start = end + 1
    return found


def signatures(text: str) -> list[tuple[int, int]]:
    """Return what stands below posts, or behind them: who wrote them, or their address."""
    signed = [match.span() for match in _SIGNATURE.finditer(text)] if "(@" in text else []
    linked = [match.span() for match in _LINK.finditer(text)] if "/status/" in text else []
    return signed + linked


def _paragraph_before(text: str, place: int) -> int:
    """Return where the paragraph begins that ends at a place, or on the line before when one begins there."""
    line = text.rfind("\n", 0, place) + 1
    if text[line:place].strip():
        return line
    return text.rfind("\n", 0, max(line - 1, 0)) + 1


def _answers(text: str) -> list[tuple[int, int]]:
    lines = list(_LABELLED.finditer(text)) if ":" in text or "：" in text else []
    labels = Counter(line[1] for line in lines)
    spoken = [line.span() for line in lines if labels[line[1]] > 1]
    if sum(stop - start for start, stop in spoken) > _MOST_LABELLED * len(text):
        return []
    return spoken
