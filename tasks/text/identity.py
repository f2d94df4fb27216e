"""Ids that follow from what they name, so that the same input is the same article in every run."""

from hashlib import blake2b

# 80 bits: among a billion articles the chance of any two sharing an id is one in two million.
ID_BYTES = 10

# courlan's patterns take quadratic time on some hostile URLs, and no page lives at a longer one.
MAX_URL_CHARACTERS = 2_000


def article_id(source: str, key: str | None, text: str) -> str:
    """Return the id of a raw document: 20 hexadecimal digits.

    `key` is the id that the source gave, or else the canonical URL; `text` the raw text before any
    cleaning (of a page, the text extracted from it, because the markup around a story changes with
    every visit). An absent key and an empty one are the same.

    >>> article_id("Harbour Post", "17", "The ferry sank.")
    'b459b6a36a21c44fde04'
    """
    return digest(source, key or "", text)


def reject_id(payload: bytes, *place: str | None) -> str:
    """Return the id of a refused input: the same one as long as the same bytes fail at the same place."""
    return digest(*(part or "" for part in place), payload)


def identity_key(external_id: str | None, url: str | None) -> str | None:
    """Return what tells a source's documents apart: the id it gave, else the canonical URL.

    >>> identity_key("17", "https://harbour.example/ferry")
    '17'
    >>> identity_key(None, "https://Harbour.example/ferry?utm_source=feed")
    'https://harbour.example/ferry'
    """
    return external_id or (canonical_url(url) if url else None)


def canonical_url(url: str) -> str:
    """Return the URL without tracking parameters, letter case of the host and other accidents.

    A URL that can't be understood stays as it is.
    """
    if len(url) > MAX_URL_CHARACTERS or not url[:8].lower().startswith(("http://", "https://")):
        return url
    # 0.2 s to import, which texts without a URL need not pay.
    from courlan import clean_url

    return clean_url(url) or url


def digest_of(body: bytes) -> str:
    """Return what tells one state of a page from another: a hash of its bytes, 20 hexadecimal digits."""
    return blake2b(body, digest_size=ID_BYTES).hexdigest()


def digest(*parts: str | bytes) -> str:
    """Return a hash of the parts, 20 hexadecimal digits."""
    hasher = blake2b(digest_size=ID_BYTES)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        # The length keeps ("ab", "c") apart from ("a", "bc").
        hasher.update(len(data).to_bytes(8, "little"))
        hasher.update(data)
    return hasher.hexdigest()
