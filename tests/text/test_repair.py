"""What transport broke, and what only looks broken."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from copydesk.tasks.text.clean import clean
from copydesk.tasks.text.repair import find_repairs


def repaired(text):
    pieces, position = [], 0
    for span in find_repairs(text):
        pieces += [text[position : span.start], span.replacement]
        position = span.stop
    return "".join([*pieces, text[position:]])


def broken(text):
    """Return a text read as Windows does, which leaves bytes that mean nothing to it as they are."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "The river’s bank was closed.",
        "“We’ve never seen the like – never”",
        "Große Wäsche in Zürich",
        "São Paulo",
    ],
)
def test_utf8_read_as_windows_text_is_repaired(text):
    assert repaired(broken(text)) == text


def test_only_the_broken_pieces_are_spans():
    text = f"The mayor of {broken('Zürich')} came."

    assert [(text[span.start : span.stop], span.replacement) for span in find_repairs(text)] == [("Ã¼", "ü")]


@pytest.mark.parametrize(
    "text",
    [
        "Il a dit : « Non » à l’État, puis il est allé au café».",
        "O avô e a avó são de São Tomé; â é uma letra.",
        "ÂNGELA ÃNGELO",
        "Århus, Ängelholm, Ñuñoa, Øresund",
        "Река поднимается",
        "نهر‌ها",
        "👩‍🚒 came",
    ],
)
def test_what_is_written_so_stays(text):
    assert repaired(text) == text


def test_control_and_zero_width_characters_go():
    assert repaired("\ufeffThe\x00 ri\u200bver\u00ad rose.\x07") == "The river rose."


def test_a_pair_of_surrogates_is_its_character_and_a_lone_one_is_lost():
    assert repaired("a\ud83d\ude00b\ud800c") == "a😀b\ufffdc"


def test_a_repair_is_a_span_of_the_raw_text():
    sentence = "The river’s bank was closed on Monday, and nobody knows for how long."
    text = f"By Ada Lovelace\n{broken(sentence)}\n\u200b"

    cleaned = clean(text)

    assert cleaned.author == "Ada Lovelace"
    assert cleaned.body == sentence
    assert [(span.kind, text[span.start : span.stop], span.replacement) for span in cleaned.spans] == [
        ("byline", "By Ada Lovelace", ""),
        ("repair", "â€™", "’"),
        ("repair", "\u200b", ""),
    ]


@given(st.text())
@example("Â\rÆ\x1b\x80")
def test_a_repaired_text_needs_no_repair(text):
    once = repaired(text)

    assert repaired(once) == once
