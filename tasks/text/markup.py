"""A page's markup as a tree that is safe to search.

trafilatura and its helpers use patterns that take quadratic time on parts no news page needs at length: a
doctype of a hundred thousand slashes, an author of as many brackets, broken linked data. 100 KB of any
of them kept a core busy for 10 to 60 seconds. They are cut down here, before anything reads them.
"""

import json
import re
from types import ModuleType
from typing import Any

# A live blog of a whole day has 30,000. Extraction takes some 90 µs for each.
MAX_ELEMENTS = 100_000
MAX_ATTRIBUTE_CHARACTERS = 5_000
MAX_BROKEN_DATA_CHARACTERS = 20_000
MAX_DATA_CHARACTERS = 500_000
# Tags inside of linked data are searched for from each "<" on.
MAX_DATA_STEPS = 100_000_000

_DOCTYPE = re.compile(r"\s*< ?! ?doctype", re.IGNORECASE)
_LONG_ATTRIBUTES = f"//*[@*[string-length() > {MAX_ATTRIBUTE_CHARACTERS}]]"
_DATA = "//script[contains(@type, '+json')]"


def parse(trafilatura: ModuleType, html: str) -> Any:
    """Return the tree of a page or of a fragment of one, or None where there is no markup."""
    html = _without_doctype(html)
    tree = trafilatura.load_html(html)
    if tree is None:
        tree = trafilatura.load_html(f"<html><body>{html}</body></html>")
    if tree is not None:
        _drop_long_attributes(tree)
        _drop_long_data(tree)
    return tree


def is_too_large(tree: Any) -> bool:
    """Tell whether a page has more elements than any story needs."""
    return bool(tree.xpath("count(//*)") > MAX_ELEMENTS)


def _without_doctype(html: str) -> str:
    found = _DOCTYPE.match(html)
    return html[html.find(">", found.end()) + 1 :] if found else html


def _drop_long_attributes(tree: Any) -> None:
    for element in tree.xpath(_LONG_ATTRIBUTES):
        for name, value in element.items():
            if len(value) > MAX_ATTRIBUTE_CHARACTERS:
                del element.attrib[name]


def _drop_long_data(tree: Any) -> None:
    """Empty the scripts of linked data that are too long, and the broken ones once they add up."""
    broken = 0
    for script in tree.xpath(_DATA):
        text = script.text or ""
        if _is_fine(text):
            continue
        broken += len(text)
        if broken > MAX_BROKEN_DATA_CHARACTERS:
            script.text = None


def _is_fine(data: str) -> bool:
    if len(data) > MAX_DATA_CHARACTERS or data.count("<") * len(data) > MAX_DATA_STEPS:
        return False
    try:
        json.loads(data, strict=False)
    except (ValueError, RecursionError):
        return False
    return True
