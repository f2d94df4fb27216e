"""Other people's words on a page."""

import doctest
from datetime import datetime

import pytest

from copydesk.flows.pages import charts, showing
from copydesk.flows.pages.showing import language_tag, link, moment, plain, shown


def test_the_examples_are_true() -> None:
    assert doctest.testmod(showing).failed == 0
    assert doctest.testmod(charts).failed == 0


def test_scripts_keep_the_signs_they_are_written_with() -> None:
    persian, family, khmer = "می‌خواهم", "👨‍👩‍👧", "ខ្ញុំ​ចង់"

    assert [shown(text) for text in (persian, family, khmer)] == [persian, family, khmer]


def test_a_zero_width_space_elsewhere_is_named() -> None:
    assert shown("pay\u200bwall") == 'pay<i title="ZERO WIDTH SPACE">U+200B</i>wall'


def test_a_flood_of_unseen_signs_stays_short() -> None:
    assert len(shown("\u202e" * 10_000 + "\u202d\u2066" * 10_000, None)) < 200


def test_long_words_are_cut_where_they_stand_in_a_line() -> None:
    assert shown("a" * 1_000).endswith("a…")
    assert len(shown("a" * 1_000, None)) == 1_000
    assert plain("one\u202e\n two " * 10, 12) == "one two one…"


@pytest.mark.parametrize(
    "url",
    [
        *(
            "javascript:alert(1)",
            " javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
        ),
        *("//example.com/x", "https://", "http://[", "JaVaScRiPt:alert(1)", "", None),
    ],
)
def test_only_the_web_is_linked_to(url: str | None) -> None:
    assert link(url) is None


def test_a_web_address_is_linked_to() -> None:
    assert link("HTTPS://example.com/a?b=c") == "HTTPS://example.com/a?b=c"


def test_a_language_is_told_only_where_it_is_one() -> None:
    assert language_tag("zh-Hant") == "zh-Hant"
    assert language_tag('en" onload="x') is None
    assert language_tag(None) is None


def test_a_moment_is_told_as_exactly_as_it_is_known() -> None:
    at = datetime(2024, 3, 1, 8, 5)

    told = {precision: moment(at, precision) for precision in ("year", "month", "day", "minute", None)}
    assert [text.split(">")[1].split("<")[0] for text in told.values()] == [
        *("2024", "Mar 2024", "1 Mar 2024", "1 Mar 2024, 08:05", "1 Mar 2024, 08:05")
    ]
    assert moment(None) == "–"
