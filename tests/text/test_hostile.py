"""Text that was made to be slow, or broken on its way, is cleaned all the same."""

import time

import pytest

from copydesk.tasks.text.clean import clean
from copydesk.tasks.text.spans import Span

MEGABYTE = 1_000_000
# Every one takes .3 s or less here; what isn't linear takes minutes.
LONGEST_SECONDS = 5

SENTENCE = "The river rose for a third day on Monday, and all of the bridges of the old town were closed."

LINES = {
    "spaces": " ",
    "non-breaking spaces": "\u00a0",
    "quotation marks": '"',
    "By": "By ",
    "dashes": "- ",
    "brackets": "(",
    "pairs of brackets": "()",
    "strokes": "/",
    "addresses": "a@",
    "figures": "1",
    "points": ". ",
    "colons": ": ",
    "initials": "A ",
    "photo labels": "Photo: ",
    "picture agencies": "Getty/",
    "mojibake": "Ã©",
    "zero-width spaces": "\u200b",
    "surrogates": "\ud83d",
    "Chinese": "河",
    "Korean": "기자 ",
    "sentences": "It rained. ",
}


def seconds(text):
    start = time.process_time()
    clean(text)
    return time.process_time() - start


@pytest.mark.parametrize("name", LINES)
def test_a_line_of_a_megabyte_is_cleaned_in_time(name):
    piece = LINES[name]

    assert seconds(piece * (MEGABYTE // len(piece))) < LONGEST_SECONDS


@pytest.mark.parametrize(
    "line", [SENTENCE, "By Ada Lovelace", "Read more", "Image 1 of 5", "Photo: Jane Doe"]
)
def test_many_lines_are_cleaned_in_time(line):
    assert seconds(f"{line}\n" * (MEGABYTE // len(line))) < LONGEST_SECONDS


def test_a_text_of_more_lines_than_an_article_has_is_left_whole_in_time():
    text = "\n".join(["a"] * (MEGABYTE // 2))

    assert seconds(text) < LONGEST_SECONDS
    assert clean(text).body == text


def test_a_text_of_five_megabytes_keeps_its_story():
    paragraphs = [
        f"On day {day} the river rose again, and the bridges of the old town were closed."
        for day in range(64_000)
    ]
    text = "\n".join(paragraphs)

    assert len(text) > 5 * MEGABYTE - 500_000
    assert clean(text).body == text


def test_texts_in_both_directions_are_cleaned():
    arabic = "قالت رئيسة البلدية إنها قضت الليل على السد مع رجال الإطفاء طوال الليل كله هناك."

    cleaned = clean(f"النهر يرتفع\n{SENTENCE}\n{arabic}\nالمصدر: رويترز")

    assert cleaned.origin == "رويترز"
    assert SENTENCE in cleaned.body


def test_broken_surrogates_end_as_a_sign_that_something_is_lost():
    cleaned = clean(f"{SENTENCE} \ud800 Nobody was hurt.")

    assert cleaned.body == f"{SENTENCE} \ufffd Nobody was hurt."
    assert cleaned.spans == (
        Span(len(SENTENCE) + 1, len(SENTENCE) + 2, "repair", "repair.surrogate", "\ufffd"),
    )
