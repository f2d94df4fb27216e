"""Text that was made to be slow, or broken on its way, is cleaned all the same."""

import pytest

from benchmarks.hostile_text import HOSTILE
from copydesk.tasks.text.clean import clean
from copydesk.tasks.text.spans import Given, Span

MEGABYTE = 1_000_000

SENTENCE = "The river rose for a third day on Monday, and all of the bridges of the old town were closed."


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_of_a_megabyte_nothing_is_lost_but_what_the_spans_say(piece):
    text = piece * (MEGABYTE // len(piece))

    cleaned = clean(text, Given(language="en"))

    pieces, position = [], 0
    for span in cleaned.spans:
        pieces += [text[position : span.start], span.replacement]
        position = span.stop
    kept = "".join([*pieces, text[position:]])
    # Compared first: pytest takes hours to show how two megabytes differ.
    alike = "".join(cleaned.body.split()) == "".join(kept.split())
    assert alike


def test_a_text_of_more_lines_than_an_article_has_is_cleaned_at_its_edges():
    days = "\n".join(["rain", "snow"] * 30_000)
    story = f"{days}\nRead more\n{days}"

    cleaned = clean(f"By Ada Lovelace\n{story}\nSource: The Engine", Given(language="en"))

    assert [span.rule for span in cleaned.spans] == ["byline.by_name", "source.label"]
    assert len(cleaned.body) == len(story)
    assert (cleaned.author, cleaned.origin) == ("Ada Lovelace", "The Engine")


def test_a_text_that_a_cut_makes_as_short_as_an_article_is_cleaned_as_one():
    story = "\n".join(["rain", "hail", "Read more", "snow"] * 25_000)

    cleaned = clean(f"{story}\nSource: The Engine", Given(language="en"))

    assert clean(cleaned.body, Given(language="en")).spans == ()
    assert cleaned.origin == "The Engine"


def test_furniture_without_end_is_left_whole():
    text = "\n".join(["Share"] * 150_000)

    assert clean(text, Given(language="en")).spans == ()


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
