"""Credits of pictures: "STR/AFP via Getty Images", "Photo: Jane Doe", "(Jane Doe/The Valley Star)"."""

import re
from functools import cache

from copydesk.tasks.text.furniture.agencies import agencies_in
from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.lines import ends_sentence
from copydesk.tasks.text.furniture.names import read_name
from copydesk.tasks.text.furniture.phrase_table import first_word
from copydesk.tasks.text.furniture.phrases import words_by_opening, words_of
from copydesk.tasks.text.furniture.wordset import words_in

_CREDIT_LONGEST = 130
_MOST_CREDIT_WORDS = 14
_LABELLED_LONGEST = 90
_SENTENCE_WORDS = 6
_STOCK = re.compile(
    r"getty\s?images|\bgetty\b|\bap photo|shutterstock|istock|\balamy\b|unsplash|pixabay|pexels|wikimedia"
    r"|adobe stock|depositphotos|dreamstime|imago(?: images)?\b|imago/|picture[ -]alliance|fotolia"
    r"|zuma ?(?:press|wire)|sipa usa|nurphoto|\brex features|usa today sports|fotoarena|agencja gazeta"
    r"|pixsell"
    r"|\bepa(?:-efe)?\b|\bafp/|\breuters/|dpa/|sputnik/|tanjug/|\banadolu\b.{0,12}/|pa wire|pa images"
    r"|/\s?(?:afp|ap|reuters|dpa|xinhua|associated press|bloomberg|efe|tt|lehtikuva|epa)\b"
    r"|/(?:sipa|rex|pa|tass|anp|belga|ansa|lapresse|pap|hina|beta)\b"
    r"|/(?:anadolu|ritzau|sputnik|east news|čtk|fonet|tanjug)"
    r"|file photo|handout via|via (?:reuters|ap|afp)\b|via getty|kyodo news via|folhapress\b.{0,3}$"
    r"|视觉中国|图片来源|写真[:：／]|사진[=:]",
    re.IGNORECASE,
)
# A line in Latin letters, without a stroke, that holds none of these words holds nothing of the above.
_STOCK_WORDS = frozenset(
    (
        *(
            "getty",
            "gettyimages",
            "ap",
            "shutterstock",
            "istock",
            "istockphoto",
            "alamy",
            "unsplash",
            "pixabay",
        ),
        *("pexels", "wikimedia", "adobe", "depositphotos", "dreamstime", "imago", "picture", "epa", "zuma"),
        *("zumapress", "zumawire", "sipa", "nurphoto", "usa", "rex", "file", "handout", "via", "pa", "kyodo"),
        *("fotolia", "fotoarena", "folhapress", "agencja", "pixsell"),
    )
)
_NOT_LATIN = "\u2e80"
_VIA = re.compile(r"From [A-Z][^.,;:]{1,30} via [A-Z][^.,;:]{1,24}$")
# What follows a stroke in "Jane Doe/The Valley Star": the name of an outlet, each word with a capital.
_OUTLET = re.compile(
    r"\s{0,2}/\s{0,2}(?:[A-Z0-9][\w'’&.-]{0,20}|of|and|the|for)"
    r"(?:[ /](?:[A-Z0-9][\w'’&.-]{0,20}|of|and|the|for)){0,6}"
)


def find_photo_credit(line: str) -> Finding | None:
    """Return a line that is only the credit of a picture; agencies alone may be those of the story.

    >>> find_photo_credit("STR/AFP via Getty Images").kind
    'caption'
    >>> find_photo_credit("(Jane Doe/The Valley Star)").rule
    'caption.credit_slashed'
    >>> find_photo_credit("He sold his shares in Getty Images, and regretted it.")
    """
    if len(line) > _CREDIT_LONGEST:
        return None
    bare = line.strip(" ()[]（）|•©\u00a0")
    labelled = has_label(bare) or _VIA.match(bare) is not None
    stock = may_name_stock(line) and bool(bare) and not is_sentence(bare) and names_stock(bare)
    if not (labelled or stock or "/" in bare):
        return None  # as most lines
    if len(bare.split()) > _MOST_CREDIT_WORDS or agencies_in(bare) or "。" in bare:
        return None
    if labelled:
        return Finding("caption", "caption.credit_label")
    if stock:
        return Finding("caption", "caption.credit")
    return Finding("caption", "caption.credit_slashed") if _is_slashed(bare) else None


def is_credit(text: str) -> bool:
    """Tell whether what stands in brackets is the credit of a picture."""
    return not agencies_in(text) and (
        names_stock(text) or has_label(text) or ("/" in text and _is_slashed(text))
    )


def names_stock(text: str) -> bool:
    """Tell whether a text names a picture agency as credits do."""
    return may_name_stock(text) and _STOCK.search(text.casefold()) is not None


def may_name_stock(line: str) -> bool:
    """Tell whether a line holds what every credit of a picture agency does."""
    if "/" in line or not _STOCK_WORDS.isdisjoint(words_in(line)):
        return True
    return not line.isascii() and max(line) >= _NOT_LATIN


def has_label(bare: str) -> bool:
    """Tell whether a text opens with a label and its colon, or "by" and a name: "Photo: X", "Foto von X Y".

    >>> has_label("Foto von Ada Muster"), has_label("Foto von Brand sorgt für Wirbel")
    (True, False)
    """
    labels = words_by_opening("photo").get(first_word(bare))
    if labels is None:
        return False
    folded = bare[:40].casefold()
    for label in labels:
        if folded.startswith(label):
            rest = bare[len(label) :].lstrip()
            if label[-1] == "." or (rest[:1] in (":", "：", "©", "/", "／", "=") and rest[1:].strip()):
                return len(rest) <= _LABELLED_LONGEST and not is_sentence(rest)
            return _is_by(rest)
    return False


def is_sentence(text: str) -> bool:
    """Tell whether a text is closed like a sentence and has the words of one."""
    return ends_sentence(text) and text[-1] not in ")]）" and len(text.split()) > _SENTENCE_WORDS


def _is_by(rest: str) -> bool:
    """Tell whether a text is "by" and a name, or "courtesy of" an outlet."""
    opening = next((word for word in _by() if rest[:30].casefold().startswith(word)), None)
    if opening is None or rest[-1] in ".:!?" or is_sentence(rest):
        return False
    named = rest[len(opening) :]
    name = read_name(named, 0)
    left = named[name[1] :].lstrip() if name else named
    return names_stock(named) or (bool(name) and (not left or left[0] in ",/|-–—(")) or "courtesy" in opening


def _is_slashed(bare: str) -> bool:
    name = read_name(bare.replace("/", " / ", 1), 0)
    return name is not None and _OUTLET.fullmatch(bare, name[1]) is not None


@cache
def _by() -> tuple[str, ...]:
    return tuple(f"{word} " for word in words_of("photo_by"))
