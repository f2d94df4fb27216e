"""Cleaning as a whole: the five seeds, and what holds for any text."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from copydesk.tasks.text.clean import clean
from copydesk.tasks.text.spans import Credit, Given

SEEDS = Path(__file__).parents[2] / "seeds"

REMOVED = {
    "000_1368b5bfcf4f8e9e": [("agency", "/Argumentum.al")],
    "001_da0030807f9e8c16": [
        (
            "title",
            "NATO: Secretary General In Pristina: NATO will Do What Is Necessary To Maintain A Safe And "
            "Secure Environment In Kosovo",
        ),
        ("paywall", "Keep reading with a 7-day free trial"),
        (
            "paywall",
            "Subscribe to The Standeford Journal - News, Intel Analysis to keep reading this post and get "
            "7 days of free access to the full post archives.",
        ),
    ],
    "002_f56c1ec18aaea4cf": [
        (
            "title",
            "Joint press conference by NATO Secretary General Jens Stoltenberg with Ms Osmani of Kosovo",
        ),
        ("agency", "Source: NATO"),
        ("related", "Check Also"),
        ("related", "NATO’s 75th Anniversary – German Marshall Fund Video"),
        ("related", "Today, we celebrate 75 years since NATO was formed! In this video, GMF reflects on …"),
    ],
    "003_c8e369a95c9879b2": [
        ("title", "NATO Secretary General with Ms. Vjosa Osmani of Kosovo, 07 SEP 2023"),
        ("player", "2023/09/28 • 1080p"),
    ],
    "004_1140fa7ffb8c3052": [
        ("title", "NATO decision on Kosovo"),
        ("agency", "(AA)"),
        ("agency", "Source: Sozcu"),
    ],
}

CREDITS = {
    "000_1368b5bfcf4f8e9e": [("Argumentum.al", "agency")],
    "001_da0030807f9e8c16": [("NATO", "via"), ("The Standeford Journal", "publisher")],
    "002_f56c1ec18aaea4cf": [("NATO", "via")],
    "003_c8e369a95c9879b2": [],
    "004_1140fa7ffb8c3052": [
        ("AA", "agency"),
        ("Sozcu", "via"),
        ("Sharon Rock", "author"),
        ("24 News Globe", "publisher"),
    ],
}

STORY_LINES = [
    "By Ada Lovelace, Science Editor",
    "LONDON, March 4 (Reuters) - The river rose for a third day on Monday, and the bridges were closed.",
    "The river rose for a third day on Monday, and all of the bridges of the old town had to be closed.",
    "“We have never seen the like,” said the mayor, who had spent the night on the dam with the firemen.",
    "River rises after third day of rain",
    "Published: 4 March 2024, 10:15",
    "Updated March 5, 2024",
    "Photo: Jane Doe/AP",
    "Rescuers search the river on Monday. (AP Photo/Jane Doe)",
    "Read more: What the river takes",
    "Related stories",
    "Sign up for our newsletter",
    "Source: The Engine",
    "© 2024 The Engine. All rights reserved.",
    "Ada Lovelace is a reporter for The Engine.",
    "Share this article",
    "It rained. (AFP)",
    "___",
    "By By By",
    "«»",
    "Question: Will it rain?",
    "",
    "   ",
]


def seed(name):
    return (SEEDS / f"{name}.txt").read_text(encoding="utf-8")


def bare(text):
    return "".join(text.split())


def replaced(text, spans):
    pieces, position = [], 0
    for span in spans:
        pieces += [text[position : span.start], span.replacement]
        position = span.stop
    return "".join([*pieces, text[position:]])


@st.composite
def documents(draw):
    lines = draw(st.lists(st.one_of(st.sampled_from(STORY_LINES), st.text(max_size=60)), max_size=14))
    return draw(st.sampled_from(["\n", "\n\n", "\r\n", " \u00a0\n"])).join(lines)


@pytest.mark.parametrize("name", REMOVED)
def test_the_seeds_lose_their_furniture_and_nothing_else(name):
    text = seed(name)
    removed = [(span.kind, text[span.start : span.stop].strip()) for span in clean(text).spans]

    if name == "004_1140fa7ffb8c3052":
        kind, biography = removed.pop()
        assert kind == "bio"
        assert biography.startswith("Sharon Rock is an author")
        assert text.endswith(biography)
    assert removed == REMOVED[name]


@pytest.mark.parametrize("name", CREDITS)
def test_the_seeds_credit_whom_they_name(name):
    assert clean(seed(name)).credits == tuple(Credit(*credit) for credit in CREDITS[name])


def test_the_seeds_tell_their_dates_origins_and_access():
    told = [clean(seed(name)) for name in REMOVED]

    assert [cleaned.origin for cleaned in told] == ["Argumentum.al", "NATO", "NATO", None, "AA"]
    assert [cleaned.access for cleaned in told] == ["full", "partial", "full", "full", "full"]
    assert (told[3].published_at, told[3].published_precision) == (
        datetime.fromisoformat("2023-09-28"),
        "day",
    )
    assert told[4].author == "Sharon Rock"


def test_the_seeds_keep_delivery_notes_questions_and_subheads():
    assert clean(seed("002_f56c1ec18aaea4cf")).body.startswith("(As delivered)")
    assert clean(seed("002_f56c1ec18aaea4cf")).body.count("Question:") == seed("002_f56c1ec18aaea4cf").count(
        "Question:"
    )
    assert clean(seed("001_da0030807f9e8c16")).body.endswith("Situation In Kosovo:")
    assert clean(seed("000_1368b5bfcf4f8e9e")).title is None


@given(documents())
@settings(max_examples=300, deadline=None)
@example("By Ada Lovelace\n\u200bIt rained.\nSource: The Engine")
@example("Related stories\n\u00c2\x80")
def test_the_body_is_the_text_with_its_spans_replaced(text):
    cleaned = clean(text)

    assert bare(cleaned.body) == bare(replaced(text, cleaned.spans))


@given(documents())
@settings(max_examples=200, deadline=None)
def test_spans_are_in_order_and_do_not_touch_each_other(text):
    position = 0
    for span in clean(text).spans:
        assert position <= span.start < span.stop <= len(text)
        assert span.kind
        assert span.rule
        position = span.stop


@given(documents())
@settings(max_examples=300, deadline=None)
@example("\x1b\nRelated stories\n\u00c2\x1b\x80")
def test_cleaning_a_body_with_what_was_learned_changes_nothing(text):
    first = clean(text)
    learned = Given(first.title, first.author, first.language, first.published_at, first.place)

    again = clean(first.body, learned)

    assert again.body == first.body
    assert again.spans == ()


@pytest.mark.parametrize(
    "text", ["", " \n\u00a0\n", "Share this article", "By Ada Lovelace\n___\nSource: The Engine"]
)
def test_only_furniture_leaves_no_body(text):
    assert clean(text).body == ""


def test_a_text_of_one_line_is_its_own_story():
    text = (
        "The river rose for a third day on Monday, and all of the bridges of the old town had to be closed."
    )

    assert clean(text).body == text
