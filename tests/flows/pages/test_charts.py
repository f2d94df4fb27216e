"""Charts as inline SVG."""

import re

from copydesk.flows.pages.charts import bars, line


def test_a_chart_has_no_style_script_or_link_of_its_own() -> None:
    drawn = bars(["a", "b"], {"one": [1, 0], "two": [2, 3]}, "what it shows")

    assert not re.search(r"<style|<script|style=|href|http(?!://www\.w3\.org/2000/svg)|<!--|\bid=", drawn)
    assert 'role="img" aria-label="what it shows"' in drawn


def test_each_mark_says_what_it_is_and_nothing_is_drawn_where_nothing_is() -> None:
    drawn = bars(["a", "b"], {"one": [1, 0], "<two>": [2, 3]}, "said")

    assert re.findall("<title>(.*?)</title>", drawn) == [
        "a · one: 1",
        "a · &lt;two&gt;: 2",
        "b · &lt;two&gt;: 3",
    ]
    assert drawn.count("<rect") == 3


def test_a_line_has_a_gap_where_there_is_no_share() -> None:
    drawn = line(["a", "b", "c"], {"copies": [0.25, None, 1.0]}, "said")

    assert re.findall("<title>(.*?)</title>", drawn) == ["a · copies: 25%", "c · copies: 100%"]


def test_the_same_figures_give_the_same_chart() -> None:
    assert bars(["a"], {"one": [1]}, "said") == bars(["a"], {"one": [1]}, "said")
