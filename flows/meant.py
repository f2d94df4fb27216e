"""What a person may have meant by a word that is not known."""

from collections.abc import Iterable
from difflib import get_close_matches


def meant(word: str, known: Iterable[str]) -> str:
    """Return a question to end a complaint with; nothing, where no word that is known is near.

    >>> meant("blog", ["Harbour Post", "Blog"])
    '; is Blog meant?'
    """
    by_fold = {one.casefold(): one for one in known}
    near = get_close_matches(word.casefold(), by_fold, n=1)
    return f"; is {by_fold[near[0]]} meant?" if near else ""
