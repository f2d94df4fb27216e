"""The time of cleaning grows with a text, not with its square, whatever stands in it."""

from time import process_time

import pytest

from copydesk.tasks.text.clean import clean
from copydesk.tasks.text.spans import Given

SENTENCE = "Heavy rain fell across the valley on Sunday, and the river rose above the mark of last year. "
LENGTH = 120_000
# Four times the text takes four times as long; sixteen times would be its square.
MOST_GROWTH = 9.0
# Below this the clock tells nothing.
LEAST_SECONDS = 0.02
# .2 s here; other work on the machine may triple it.
LONGEST_SECONDS = 3
HOSTILE = {
    "spaces": " ",
    "non-breaking spaces": "\u00a0",
    "quotes": '"',
    "By By By": "By ",
    "open brackets": "(",
    "brackets": "()",
    "dashes": "-",
    "long dashes": "— ",
    "digits": "1",
    "dates": "12.12.2012 ",
    "strokes": "/",
    "full stops": ". ",
    "colons": ": ",
    "mail addresses": "a@a.",
    "one word": "a",
    "capitals": "Ab ",
    "empty lines": "\n",
    "bylines": "By Ada Lovelace\n",
    "buttons": "Share\n",
    "sources": "Source: Star\n",
    "separators": "___\n",
    "picture credits": "Getty Images\n",
    "datelines": "PARIS, May 3 (AP) - ",
    "prompts": "Sign up here. ",
    "boxes": "Check Also\nRain falls in the north\n",
    "a wrapped text": SENTENCE[:60] + "\n",
    "story": SENTENCE,
    "story and buttons": SENTENCE + "\nShare\n\n",
    "captions": SENTENCE + "\nThe mayor opened the rebuilt bridge on Monday in the rain\n",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_time_of_cleaning_grows_with_the_text(piece):
    short, long = seconds_for(piece, LENGTH), seconds_for(piece, LENGTH * 4)

    assert long < max(short, LEAST_SECONDS) * MOST_GROWTH


def test_a_story_of_five_megabytes_is_cleaned_in_seconds():
    assert seconds_for(SENTENCE * 2 + "\n", 5_000_000) < LONGEST_SECONDS


def seconds_for(piece: str, length: int) -> float:
    text = piece * (length // len(piece))
    return min(_once(text) for _ in range(3))


def _once(text: str) -> float:
    started = process_time()
    clean(text, Given(language="en"))
    return process_time() - started
