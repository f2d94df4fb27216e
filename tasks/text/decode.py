"""Bytes to text: which encoding they are in, how that is known, and what was lost.

In this order: a byte order mark; UTF-8 that is valid, or all but valid; the charset a page declares;
detection, among the encodings that news is found in. Time is linear, and detection sees a sample only.
"""

import codecs
import re
from dataclasses import dataclass

# Longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# A charset that a page declares names the smaller set of the two more often than the one it is written in.
_SUPERSETS = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
    "big5": "big5hkscs",
}  # fmt: skip

# Codecs that are no charset, are quadratic (punycode), or can't be what markup readable as ASCII is in.
_NO_CHARSETS = re.compile(r"utf-?(?:7|16|32)|punycode|idna|escape|undefined|mbcs|oem", re.IGNORECASE)

_DECLARATION = re.compile(
    rb"""<(?:meta\s[^>]{0,400}?charset|\?xml\s[^>]{0,200}?encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_DECLARATION_BYTES = 4_096  # browsers look at 1,024; some pages put long comments first

_SAMPLE_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Decoded:
    """`encoding` is as in "cp1252 (detected)"; `replaced` counts the characters that became U+FFFD."""

    text: str
    encoding: str
    replaced: int = 0


def decode(data: bytes, declared: str | None = None) -> Decoded:
    r"""Return the text of the bytes; `declared` is the charset a page or a server says they are in.

    >>> decode("Die Brücke ist gesperrt, so der Bürgermeister.".encode("cp1252"))
    Decoded(text='Die Brücke ist gesperrt, so der Bürgermeister.', encoding='cp1252 (detected)', replaced=0)
    >>> decode(b"The ferry sank.\x00")
    Decoded(text='The ferry sank.�', encoding='utf-8', replaced=1)
    """
    marked = _by_mark(data)
    if marked is not None:
        return marked
    # ISO-2022 hides Japanese in ASCII, which would be valid UTF-8.
    hidden = _strictly(data, "iso2022_jp") if b"\x1b$" in data else None
    if hidden is not None:
        return _settled(hidden, "iso2022_jp (detected)")
    as_utf8 = _as_utf8(data)
    if as_utf8 is not None:
        return as_utf8
    charset = _charset(declared) if declared else None
    if charset is not None:
        text = _strictly(data, charset)
        if text is not None:
            return _settled(text, f"{charset} (declared)")
    return _detected(data, charset)


def declared_charset(html: bytes) -> str | None:
    """Return the charset that a page or an XML declaration names at its beginning."""
    found = _DECLARATION.search(html, 0, _DECLARATION_BYTES)
    return found.group(1).decode("ascii", "replace") if found else None


def storable(text: str) -> tuple[str, int]:
    """Return the text with NUL and lone surrogates as U+FFFD, and how many there were.

    Databases cut strings at NUL or refuse it, and a lone surrogate is in no valid UTF-8.
    """
    text, replaced = without_nul(text)
    if is_narrow(text):
        return text, replaced
    try:
        text.encode()
    except UnicodeEncodeError:
        mended = re.sub("[\ud800-\udfff]", "\ufffd", text)
        replaced += mended.count("\ufffd") - text.count("\ufffd")
        text = mended
    return text, replaced


def without_nul(text: str) -> tuple[str, int]:
    """Return the text with NUL as U+FFFD, and how many there were."""
    # Python looks through a narrow text at the speed of memory; in a wide one it counts faster than it looks.
    replaced = 0 if is_narrow(text) and "\x00" not in text else text.count("\x00")
    return text.replace("\x00", "\ufffd") if replaced else text, replaced


def is_narrow(text: str) -> bool:
    """Tell whether all characters are among the first 256, which takes a fortieth of encoding them."""
    if text.isascii():
        return True
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


def wide_encoding(data: bytes) -> str | None:
    """Return which UTF-16 the bytes are in, by their mark or, in Latin script, by where the zeros stand."""
    for mark, name in _MARKS[1:]:
        if data.startswith(mark):
            return name
    if b"\x00" not in data:
        return None
    sample = data[: _SAMPLE_BYTES & ~1]
    half = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if half and odd > 0.7 * half and not even:
        return "utf-16-le"
    if half and even > 0.7 * half and not odd:
        return "utf-16-be"
    return None


def _by_mark(data: bytes) -> Decoded | None:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _with_losses(data[len(mark) :], name, name)
    wide = wide_encoding(data)
    return _with_losses(data, wide, f"{wide} (detected)") if wide else None


def _as_utf8(data: bytes) -> Decoded | None:
    """Return the bytes as UTF-8 if they are valid, cut short at their end, or wrong in a few places only."""
    try:
        return _settled(data.decode(), "utf-8")
    except UnicodeDecodeError as error:
        # One byte alone at the end may as well be the é of a café in Latin-1.
        cut_short = error.reason == "unexpected end of data" and error.start < len(data) - 1
    decoded = _with_losses(data, "utf-8", "utf-8")
    outside_ascii = len(decoded.text) - len(decoded.text.encode("ascii", "ignore"))
    # In other encodings hardly two bytes in a row happen to be valid UTF-8.
    if cut_short or outside_ascii > 4 * decoded.replaced:
        return decoded
    return None


def _detected(data: bytes, declared: str | None) -> Decoded:
    """Return the text in the likeliest encoding that fits, or else in the likeliest with losses."""
    # It imports chardet, 45 ms that UTF-8 need not pay.
    from copydesk.tasks.text.detect import detect

    found = detect(data)
    if found is not None:
        return _with_losses(data, found, f"{found} (detected)")
    assumed = declared or "cp1252"
    return _with_losses(data, assumed, f"{assumed} (assumed)")


def _charset(label: str) -> str | None:
    """Return Python's name of the charset a label means, or None if it means none."""
    if _NO_CHARSETS.search(label):
        return None
    try:
        name = codecs.lookup(label).name
        b"a".decode(name, "replace")  # "rot13" is a codec too, and no charset
    except (LookupError, ValueError):
        return None
    return _SUPERSETS.get(name, name)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _with_losses(data: bytes, encoding: str, said: str) -> Decoded:
    """Return the bytes decoded, with U+FFFD where they are wrong."""
    text, _ = storable(data.decode(encoding, "replace"))
    return Decoded(text, said, text.count("\ufffd"))


def _settled(text: str, encoding: str) -> Decoded:
    text, replaced = storable(text)
    return Decoded(text, encoding, replaced)
