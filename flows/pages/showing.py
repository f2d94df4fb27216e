"""Other people's words and figures on a page: harmless, exact, and readable in any script."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from urllib.parse import urlsplit

from markupsafe import Markup, escape

SHORT = 300
# What is not seen and yet changes what is: controls, directions, zero widths, tags. Joiners, marks of
# direction and soft hyphens stay, for whole scripts are written with them; so does the zero-width space
# between words of Thai, Lao, Khmer and Burmese.
_UNSEEN = re.compile(
    r"(?:[\x00-\x08\x0b-\x1f\x7f-\x9f\u180e\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
    r"|(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b)+"
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_HEAD = 4


def shown(text: str, most: int | None = SHORT) -> Markup:
    r"""Return a text as HTML, up to a number of characters; signs that are not seen are named.

    >>> shown("a\u202eb <i>")
    Markup('a<i title="RIGHT-TO-LEFT OVERRIDE">U+202E</i>b &lt;i&gt;')
    """
    text = text.replace("\r\n", "\n")
    if most is not None and len(text) > most:
        text = text[: most - 1].rstrip() + "…"
    return Markup("").join(_parts(text))


def plain(text: str, most: int = 60) -> str:
    """Return the beginning of a text without signs that are not seen, for where no HTML can stand."""
    text = " ".join(_UNSEEN.sub("", text).split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _parts(text: str) -> Iterator[Markup]:
    position = 0
    for found in _UNSEEN.finditer(text):
        yield escape(text[position : found.start()])
        yield _named(found.group())
        position = found.end()
    yield escape(text[position:])


def _named(signs: str) -> Markup:
    """Name signs that follow each other: the first kinds of them, so that a flood of them stays short."""
    kinds = [(sign, len(list(same))) for sign, same in groupby(signs)]
    told = [f"U+{ord(sign):04X}" + (f"×{count}" if count > 1 else "") for sign, count in kinds[:_HEAD]]
    more = [f"+{len(kinds) - _HEAD}"] if len(kinds) > _HEAD else []
    title = unicodedata.name(signs[0], "control character")
    return Markup('<i title="{}">{}</i>').format(title, " ".join([*told, *more]))


def language_tag(language: str | None) -> str | None:
    """Return a language where it is one that HTML knows how to read."""
    return language if language and _LANGUAGE.fullmatch(language) else None


def link(url: str | None) -> str | None:
    """Return a URL that may be followed: of the web, with a host."""
    try:
        parts = urlsplit(url or "")
        return url if parts.scheme.lower() in {"http", "https"} and parts.hostname else None
    except ValueError:
        return None


def file_name(uri: str) -> str:
    """Return a URL, or the last part of a path: the folders of a machine are nobody else's affair."""
    return uri if "://" in uri else uri.rstrip("/").rpartition("/")[2] or uri


def number(value: float) -> str:
    """Return a figure with its thousands apart.

    >>> number(1234567)
    '1,234,567'
    """
    return f"{value:,.0f}"


def share(part: float, whole: float = 1.0) -> str:
    """Return a part of a whole in per cent; a dash where there is no whole.

    >>> share(1, 8), share(1, 3000), share(2999, 3000), share(0, 0)
    ('12.5%', 'under 0.1%', 'over 99.9%', '–')
    """
    if not whole:
        return "–"
    percent = 100 * part / whole
    if 0 < percent < 0.1:
        return "under 0.1%"
    if 99.9 < percent < 100:
        return "over 99.9%"
    return f"{percent:.1f}%".replace(".0%", "%")


def moment(at: datetime | None, precision: str | None = None) -> Markup:
    """Return a moment in UTC, as exact as it is known."""
    if at is None:
        return Markup("–")
    day = f"{at.day} {at:%b %Y}"
    told = {"year": f"{at:%Y}", "month": f"{at:%b %Y}", "day": day}.get(precision or "", f"{day}, {at:%H:%M}")
    return Markup('<time datetime="{}">{}</time>').format(f"{at:%Y-%m-%dT%H:%M:%S}Z", told)
