"""Credits of news agencies: alone on a line, at a line's end, or opening the lead."""

import re
from collections.abc import Iterator

from copydesk.tasks.text.furniture.agencies import agencies_in, agencies_named, is_agency, may_name_agency
from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.spans import Credit

_LINE_LONGEST = 90
_WINDOW = 90
_ATTRIBUTED = 160
_BRACKETED_END = re.compile(
    r"\s*[-–—]?\s*[(\[（【]\s*(?P<name>[^()\[\]（）【】]{1,60}?)\s*[)\]）】]\s*[.。]?$"
)
_DASHED_END = re.compile(r"(?<=[.!?…\"”»’'。）)])\s*[-–—―]{1,2}\s*(?P<name>[^-–—―.!?]{2,40})[.]?$")
_PLAIN_END = re.compile(r"(?<=[.!?…\"”»])\s+(?P<name>[^\s.!?]{2,12})[.]{0,3}$")
_SLASHED_END = re.compile(r"(?:^|(?<=[.!?…\"”»)])\s{0,3}|\s)/\s?(?P<name>[^/\s][^/\n]{0,38}?)\s?/?\s?\.?$")
# "(c)AFP/Ada LOVELACE": the agency, and who wrote.
_SIGNED_END = re.compile(
    r"\s*(?:[(（][cC][)）]|©)\s?(?P<name>[^\s/().]{2,12})(?:/(?P<author>[^/().]{2,60}))?$"
)
_BRACKETS = frozenset(")]）】")
_DASHES = "-–—―"
_CLOSES = frozenset('.!?…"”»')
_DOMAIN = re.compile(r"(?:www\.)?[a-z0-9-]{2,40}(?:\.[a-z]{2,6}){1,2}", re.IGNORECASE)
_OPENING = re.compile(
    r"[(\[（【]\s*(?P<name>[^()\[\]（）【】]{1,40}?)\s*[)\]）】]\s*(?:[-–—―_:.]+(?=\s|$))?\s*"
)
_ATTRIBUTION = re.compile(
    r"(?P<name>[^\W\d_][\w'’&.,-]*(?:[ \u00a0][\w'’&.,-]+){1,9})[ \u00a0]\((?P<short>[A-Z]{2,8})\):[ \u00a0]"
)


def find_agency_line(line: str) -> Finding | None:
    """Return a line that names agencies and nothing else.

    >>> find_agency_line("(dpa/AFP)").credits
    (Credit(name='dpa', role='agency'), Credit(name='AFP', role='agency'))
    >>> find_agency_line("Reuters building in flames")
    """
    if len(line) > _LINE_LONGEST or not may_name_agency(line):
        return None
    names = agencies_named(line.strip(" \u00a0()[]（）【】-–—―./:|_"))
    return Finding("agency", "agency.line", credits=_credits(names)) if names else None


def find_sign_off(line: str) -> Finding | None:
    """Return the credit that closes a line: "(AFP)", "– Reuters", "/Argumentum.al".

    Only known agencies and web addresses: a story may end with "the Kosovo Force (KFOR)".

    >>> find_sign_off("It will be over by Sunday (AA)").credits[0].name
    'AA'
    >>> find_sign_off("/Argumentum.al").start
    0
    >>> find_sign_off("He commands the Kosovo Force (KFOR)")
    """
    offset = max(0, len(line) - _WINDOW)
    window = line[offset:]
    for pattern in _ending_patterns(window):
        match = pattern.search(window)
        names = _sign_off_names(match) if match else ()
        if match and names:
            return Finding("agency", "agency.sign_off", offset + match.start(), credits=_credits(names))
    return None


def _ending_patterns(window: str) -> Iterator[re.Pattern[str]]:
    """Yield the patterns that can match: most lines close with a word and a full stop."""
    if not _BRACKETS.isdisjoint(window[-3:]):
        yield _BRACKETED_END
    if any(map(window[-50:].__contains__, _DASHES)):
        yield _DASHED_END
    *_, before, _last = ("", "", *window.rsplit(maxsplit=2))
    if before[-1:] in _CLOSES:
        yield _PLAIN_END
    if "/" in window:
        yield _SLASHED_END
    if "©" in window or "c)" in window or "C)" in window or "c）" in window:
        yield _SIGNED_END


def find_opening_credit(line: str) -> Finding | None:
    """Return the agency in brackets that opens a story: "(CNN) - ", a missing space after it included.

    >>> find_opening_credit("(CNN)Heavy rain fell.").stop
    5
    """
    if line[:1] not in "([（【":
        return None
    match = _OPENING.match(line[:_WINDOW])
    names = agencies_in(match["name"]) if match else ()
    return Finding("agency", "agency.opening", 0, match.end(), _credits(names)) if match and names else None


def find_attribution(line: str) -> Credit | None:
    """Return who a lead is attributed to: "North Atlantic Treaty Organization (NATO): …".

    The attribution is part of the sentence and stays; its capitals must spell the short form, or
    any label with brackets would do.

    >>> find_attribution("World Health Organization (WHO): Cases rose by a third.")
    Credit(name='WHO', role='via')
    """
    match = _ATTRIBUTION.match(line[:_ATTRIBUTED]) if "):" in line[:_ATTRIBUTED] else None
    if match is None:
        return None
    initials = "".join(word[0] for word in re.split(r"[ \u00a0-]+", match["name"]) if word[0].isupper())
    return Credit(match["short"], "via") if initials == match["short"] else None


def _sign_off_names(match: re.Match[str]) -> tuple[str, ...]:
    name = match["name"].strip()
    if match.re is _SLASHED_END:
        # A stroke opens nothing else at the end of a text but who it is from.
        alone = match.start() == 0 or match.string[: match.start()].rstrip().endswith(
            (".", "!", "?", "”", '"', "»")
        )
        named = name[0].isupper() and len(name.split()) <= 3 and alone and not any(map(str.isdigit, name))
        return (name,) if _DOMAIN.fullmatch(name) or is_agency(name) or named else ()
    if match.re is _BRACKETED_END and _DOMAIN.fullmatch(name):
        return (name,)
    return agencies_named(name)


def _credits(names: tuple[str, ...]) -> tuple[Credit, ...]:
    return tuple(Credit(name, "agency") for name in names)
