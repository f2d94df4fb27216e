"""Lines, the paragraphs of wrapped texts, and laying out again what is left."""

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.layout import lay_again, split_lines
from copydesk.tasks.text.furniture.lines import ends_sentence, is_paragraph
from copydesk.tasks.text.furniture.page import Page
from copydesk.tasks.text.spans import Given

WRAPPED = (
    "    Showers went on throughout the week in the north of the\n"
    "valley, and the river rose above the mark of last year,\n"
    "the council said.\n"
    "    The bridge has been closed since Monday, and trains go\n"
    "round by the coast.\n"
)
PIECES = st.lists(
    st.sampled_from(
        [
            "Rain.",
            "a",
            " indented",
            "the river rose above the mark of the year before and went on to",
            "",
            "\t",
        ]
    ),
    max_size=12,
)


def test_lines_stand_where_they_stood_without_their_outer_white_space():
    text = " One.\r\n\u00a0\r\n\tTwo. \u2028Three."

    lines = split_lines(text)

    assert [(line.text, line.gap) for line in lines] == [("One.", False), ("Two.", True), ("Three.", False)]
    assert all(text[line.start : line.stop] == line.text for line in lines)


def test_the_lines_of_a_wrapped_text_are_joined_into_paragraphs():
    first, second = split_lines(WRAPPED)

    assert first.text.startswith("Showers") and first.text.endswith("said.")
    assert second.text.startswith("The bridge") and second.gap


def test_a_list_of_short_lines_is_not_wrapped():
    assert len(split_lines("Rain\nSnow\nHail\nWind\nFog")) == 5


def test_a_poem_keeps_its_lines():
    assert len(split_lines("The rain it raineth every day,\nUpon the just\nAnd on the unjust too.\nSo.")) == 4


def test_lines_are_joined_at_any_width():
    words = "the river rose above the mark of the year before and went on to rise until the council met"
    for width in (60, 90, 140, 200):
        lines = textwrap.wrap(f"{words} " * 12, width)

        assert [line.text for line in split_lines("\n".join(lines))] == [" ".join(lines)]


def test_an_address_or_a_headline_wider_than_the_lines_leaves_them_joined():
    wide = (
        "https://example.org/a/page/with/an/address/that/no/line/of/the/text/below/it/has/the/room/for.html"
    )

    assert len(split_lines(f"{wide}\n\n{WRAPPED}")) == 3


def test_a_first_line_that_a_dateline_left_short_belongs_to_its_paragraph():
    first, second = split_lines(f"The council of the Northern\n{WRAPPED.replace('    ', '', 1)}")

    assert first.text.startswith("The council of the Northern Showers")
    assert second.gap


def test_a_headline_stands_apart_where_paragraphs_follow_without_a_gap():
    paragraphs = WRAPPED.replace("    ", "") + "Trains run late in the whole of the north of the\nvalley.\n"

    assert split_lines(f"Bridge closed\n{paragraphs}")[0].text == "Bridge closed"


def test_a_wrapped_text_with_a_blank_line_behind_each_line_is_joined():
    text = "\n\n".join(["the river rose above the mark of the year before and went on to"] * 5)

    assert len(split_lines(text)) == 1


def test_broken_lines_are_told_by_where_they_break_and_not_by_their_length():
    lines = [
        "Rain fell in the north of the valley, where it hadn't rained",
        "snow",
        "on the hills above it, and all through the long night the wind",
        "blew",
        "Roofs were off in the morning in the",
    ]

    assert len(split_lines("\n".join(lines))) == len(lines)


def test_a_line_that_goes_on_the_sentence_before_runs_on():
    lines = split_lines(
        "The council of the valley said that it would, from now\n" + "on, share its figures." + " More." * 20
    )

    assert [line.runs_on for line in lines] == [True, True]


def test_a_paragraph_is_prose():
    assert is_paragraph(
        "The council said that the bridge had been closed since Monday, for all of the traffic."
    )
    assert not is_paragraph("Bridge closed")
    assert is_paragraph("市议会说，从星期一起，这座桥已经对所有车辆关闭，直到河水退去为止。")


def test_a_sentence_may_close_with_quotation_marks():
    assert ends_sentence("“No,” she said. “Never.”")
    assert not ends_sentence("What “no” means”")


@given(PIECES)
def test_what_is_left_is_laid_out_as_its_body_is(pieces):
    text = "\n".join(pieces)
    page = Page.of(text, Given())

    body = Page.of(page.body(), Given())

    assert [line.text for line in lay_again(text, page.lines)] == [line.text for line in body.lines]
    assert body.body() == page.body()


@given(PIECES, st.sets(st.integers(0, 11)))
def test_what_is_left_after_cuts_is_laid_out_as_its_body_is(pieces, cut):
    page = Page.of("\n".join(pieces), Given())
    for number, line in enumerate(page.lines):
        if number in cut:
            page.cut(line, Finding("ui", "ui.test"))
    page.sweep()

    again = page.again(None, None)
    body = Page.of(again.body(), Given())

    assert [(line.text, line.gap, line.runs_on) for line in again.lines] == [
        (line.text, line.gap, line.runs_on) for line in body.lines
    ]
