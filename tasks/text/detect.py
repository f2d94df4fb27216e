"""Which encoding bytes are in that are no UTF-8 and say nothing of themselves.

chardet ranks the encodings; what it gets wrong on short news texts is put right here. (charset-normalizer,
which comes with Prefect, read 6 of 10 short Western texts as Polish or Czech.)
"""

import re

import chardet

# What web pages and archives of news are written in. Unrestricted, Macintosh and DOS code pages are proposed
# for short Italian and English texts.
_LIKELY = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874",
    "iso-8859-2", "koi8-r", "koi8-u", "cp932", "euc-jp", "iso-2022-jp", "gb18030", "big5hkscs", "cp949",
)  # fmt: skip

_SAMPLE_BYTES = 65_536
_SAMPLE_LINES = 3

# A right guess at Chinese, Japanese or Korean is above it even for a sentence, unless there are broken bytes.
_SURE = 0.25

_OUTSIDE_ASCII = re.compile(r"[^\x00-\x7f]")
_OUTSIDE_ASCII_BYTES = re.compile(rb"[^\x00-\x7f]")

_LATIN = r"[A-Za-z\xc0-\u024f]"
_OTHER_SCRIPT = r"[\u0370-\u052f\u0590-\u06ff\u0e00-\u0e7f]"
_MIXED_WORD = re.compile(f"{_LATIN}(?={_OTHER_SCRIPT})|{_OTHER_SCRIPT}(?={_LATIN})")

_TURKISH_OR_ICELANDIC = re.compile("[ðþÐÞ]")
_ICELANDIC = re.compile("[áéíóúæÁÉÍÓÚÆ]")


def detect(data: bytes) -> str | None:
    """Return the likeliest encoding in which next to nothing of the text is broken.

    >>> detect("La città è più sicura, ha detto il sindaco.".encode("cp1252"))
    'cp1252'
    >>> detect("Premier powiedział, że ustawa wejdzie w życie.".encode("cp1250"))
    'cp1250'
    """
    sample = _sample(data)
    for encoding in _ranked(sample):
        text = sample.decode(encoding, "replace")
        if _mostly_broken(text) or _mixes_scripts(text):
            continue
        return "cp1254" if encoding == "cp1252" and _reads_as_turkish(text) else encoding
    return None


def _sample(data: bytes) -> bytes:
    """Return a part that holds the first bytes outside ASCII, which say the most."""
    first = _OUTSIDE_ASCII_BYTES.search(data)
    start = max(0, first.start() - _SAMPLE_BYTES // 2) if first else 0
    return data[start : start + _SAMPLE_BYTES]


def _ranked(sample: bytes) -> list[str]:
    """Return encodings, the likeliest first.

    One broken byte rules the right one out for the whole: then the longest lines are asked too.
    """
    guesses = _guesses(sample)
    if not guesses or guesses[0][0] < _SURE:
        lines = [line for line in sample.splitlines() if _OUTSIDE_ASCII_BYTES.search(line)]
        for line in sorted(lines, key=len)[-_SAMPLE_LINES:]:
            guesses += [guess for guess in _guesses(line) if guess[0] > _SURE]
    ranked = sorted(guesses, key=lambda guess: -guess[0])
    return list(dict.fromkeys(encoding for _, encoding in ranked))


def _guesses(sample: bytes) -> list[tuple[float, str]]:
    found = chardet.detect_all(sample, ignore_threshold=True, compat_names=False, include_encodings=_LIKELY)
    return [(guess["confidence"], guess["encoding"]) for guess in found if guess["encoding"]]


def _mostly_broken(text: str) -> bool:
    broken = text.count("\ufffd")
    return broken > 1 and broken > 0.01 * len(_OUTSIDE_ASCII.findall(text))


def _mixes_scripts(text: str) -> bool:
    """Tell whether words change between alphabets, as they do when Latin-1 is read as Cyrillic.

    >>> _mixes_scripts("la cittа и piщ sicura")
    True
    >>> _mixes_scripts("компания Google открыла IT-центр")
    False
    """
    return len(_MIXED_WORD.findall(text)) > 0.25 * len(_OUTSIDE_ASCII.findall(text))


def _reads_as_turkish(text: str) -> bool:
    """Tell whether Latin-1 letters are Turkish ones, which share six bytes with Icelandic.

    No Icelandic sentence is without its accented vowels; Turkish has none of them.

    >>> _reads_as_turkish("Ýstanbul'da yaðýþ")
    True
    >>> _reads_as_turkish("Það er þungt í lofti og rigning í Reykjavík.")
    False
    """
    return _TURKISH_OR_ICELANDIC.search(text) is not None and _ICELANDIC.search(text) is None
