"""The work of reading and cleaning grows with a text, not with its square, whatever stands in it.

Work is counted in calls of functions: what a pattern does inside one is for `benchmarks/growth_cleaning.py`
and `growth_reading.py`, which read the clock.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest

from benchmarks.hostile_reading import HOSTILE_READING, Hostile
from benchmarks.hostile_text import HOSTILE
from copydesk.tasks.text.clean import clean
from copydesk.tasks.text.spans import Given

LENGTH = 100_000
# Up to 12 passes over lines of six letters; the square of 17,000 lines would be thousands a character.
MOST_CALLS_EACH = 60
FEW_CALLS = 2_000


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_calls_of_cleaning_grow_with_the_text(piece):
    assert calls_for(piece, LENGTH) <= MOST_CALLS_EACH * LENGTH


@pytest.mark.parametrize("hostile", HOSTILE_READING.values(), ids=HOSTILE_READING.keys())
def test_the_calls_of_reading_grow_with_what_is_read(hostile):
    hostile.take(LENGTH // 100)  # what is made once, such as tables, isn't counted

    assert calls_of(hostile, LENGTH) <= 5 * calls_of(hostile, LENGTH // 4) + FEW_CALLS


def calls_for(piece: str, length: int) -> int:
    text = piece * (length // len(piece))
    with counted() as calls:
        clean(text, Given(language="en"))
    return next(calls)


def calls_of(hostile: Hostile, length: int) -> int:
    with counted() as calls:
        hostile.take(length)
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
