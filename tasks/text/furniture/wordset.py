"""The words of a line as a set, made once for all the rules that ask for one of their own words in it."""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_REMEMBERED = 512


@lru_cache(_REMEMBERED)
def words_in(line: str) -> frozenset[str]:
    """Return the words of a line in small letters.

    >>> sorted(words_in("AP Photo/Jane Doe"))
    ['ap', 'doe', 'jane', 'photo']
    """
    return frozenset(_WORD.findall(line.casefold()))
