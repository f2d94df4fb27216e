"""The work of cleaning grows with a text, not with its square, whatever stands in it.

Work is counted in calls of functions: what a pattern does inside one is for `benchmarks/growth_cleaning.py`,
which reads the clock.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest

from benchmarks.hostile_text import HOSTILE
from copydesk.tasks.text.clean import clean
from copydesk.tasks.text.spans import Given

LENGTH = 100_000
# Up to 12 passes over lines of six letters; the square of 17,000 lines would be thousands a character.
MOST_CALLS_EACH = 60


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_calls_of_cleaning_grow_with_the_text(piece):
    assert calls_for(piece, LENGTH) <= MOST_CALLS_EACH * LENGTH


def calls_for(piece: str, length: int) -> int:
    text = piece * (length // len(piece))
    with counted() as calls:
        clean(text, Given(language="en"))
    return next(calls)


@contextmanager
def counted() -> Iterator[Iterator[int]]:
    """Count the calls of functions inside, built-in ones too; the next of what this yields is the count."""
    calls = count()
    sys.setprofile(lambda _frame, event, _argument: next(calls) if event in ("call", "c_call") else None)
    try:
        yield calls
    finally:
        sys.setprofile(None)
