"""Whether two texts tell the same where they share no passage: by the words they use."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.characters import HAN
from copydesk.tasks.text.overlap import Covered
from copydesk.tasks.text.tokens import Tokens

_FEWEST_WORDS: Final = 10
"""Of fewer words that aren't shared no share is worth naming."""


def retold_shares(tokens: Tokens, pairs: NDArray[np.int64], covered: Covered) -> NDArray[np.float64]:
    """Return the share of the first texts' own words, each counted once, that the second ones use, too.

    `covered` tells which tokens of the first texts are shared. Single characters are no words: where there
    are next to no others, the share is NaN.
    """
    shares = np.full(len(pairs), np.nan)
    is_word = tokens.scripts < HAN
    bounds = covered.offsets.tolist()
    for row, (first, second) in enumerate(pairs.tolist()):
        whole, other = (slice(tokens.offsets[text], tokens.offsets[text + 1]) for text in (first, second))
        own = ~covered.flags[bounds[row] : bounds[row + 1]] & is_word[whole]
        words = set(tokens.hashes[whole][own].tolist())
        if len(words) >= _FEWEST_WORDS:
            shares[row] = len(words.intersection(tokens.hashes[other].tolist())) / len(words)
    return shares
