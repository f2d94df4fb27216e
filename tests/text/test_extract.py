import logging
import subprocess
import sys
from datetime import datetime

import pytest

from copydesk.tasks.text.extract import UnreadablePageError, headline, read_page

at = datetime.fromisoformat

PARAGRAPHS = [
    "The ferry Aurora sank in the harbour on Monday evening after it had struck the northern breakwater, "
    "the coast guard said in its first report on the accident.",
    "All forty-two passengers and the crew of six were brought ashore by fishing boats, which had been on "
    "their way home when they heard the horn of the ship in the fog.",
    "The company that runs the line said that it would pay for every ticket, and that a second ship would "
    "take over the crossing from Wednesday on until the cause had been found.",
]

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head>
<title>Ferry sinks in the harbour | Harbour Post</title>
<meta property="og:site_name" content="Harbour Post">
<meta property="og:title" content="Ferry sinks in the harbour | Harbour Post">
<meta property="article:published_time" content="2024-03-04T21:15:00+01:00">
<meta name="author" content="Ada Byron">
<link rel="canonical" href="https://harbour.example/news/ferry">
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Ferry sinks in the harbour</h1>%s</article>
<div id="comments"><div class="comment"><p>I saw it all from the pier, what a night!</p></div></div>
<footer><p>Copyright Harbour Post</p></footer>
</body></html>"""


def page(*paragraphs):
    return PAGE % "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def test_a_page_gives_its_headline_and_story_with_a_line_for_each_paragraph():
    assert read_page(page(*PARAGRAPHS)).text == "\n".join(["Ferry sinks in the harbour", *PARAGRAPHS])


def test_a_page_tells_about_itself():
    found = read_page(page(*PARAGRAPHS))

    assert found.title == "Ferry sinks in the harbour"
    assert (found.author, found.site_name, found.language) == ("Ada Byron", "Harbour Post", "en")
    assert found.url == "https://harbour.example/news/ferry"
    assert (found.published_at, found.published_precision) == (at("2024-03-04 20:15"), "second")


def test_a_date_without_a_time_is_a_day():
    html = page(*PARAGRAPHS).replace("2024-03-04T21:15:00+01:00", "2024-03-04")

    found = read_page(html)

    assert (found.published_at, found.published_precision) == (at("2024-03-04"), "day")


def test_a_page_without_a_date_is_given_none():
    assert read_page(f"<html><body><p>{PARAGRAPHS[0]}</p></body></html>").published_at is None


def test_a_paragraph_that_came_before_is_not_dropped_from_later_pages():
    texts = {read_page(page(*PARAGRAPHS)).text for _ in range(4)}

    assert len(texts) == 1
    assert texts.pop().endswith("\n".join(PARAGRAPHS))


def test_a_fragment_is_a_page_too():
    assert read_page("<p>The ferry sank on Monday.</p>").text == "The ferry sank on Monday."


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<html></html>",
        "<html><body><img src='a.png'></body></html>",
        "<script>var a = 'The ferry sank';</script>",
    ],
)
def test_a_page_without_text_is_told_as_such(html):
    with pytest.raises(UnreadablePageError, match="no text found in the page"):
        read_page(html)


@pytest.mark.parametrize(
    ("title", "site", "expected"),
    [
        ("Ferry sinks | Harbour Post", "Harbour Post", "Ferry sinks"),
        ("Ferry sinks – Politics – Harbour Post", "Harbour Post", "Ferry sinks – Politics"),
        ("Ferry sinks - all safe", "Harbour Post", "Ferry sinks - all safe"),
        ("Ferry sinks", None, "Ferry sinks"),
        ("Harbour Post", "Harbour Post", "Harbour Post"),
    ],
)
def test_the_name_of_the_site_is_no_part_of_a_headline(title, site, expected):
    assert headline(title, site) == expected


def test_a_page_of_endless_elements_is_refused():
    with pytest.raises(UnreadablePageError, match="a page of more than 100,000 elements"):
        read_page("<html><body>" + "<p>Ferry</p>" * 100_001)


def test_the_extractor_says_nothing_on_its_own(caplog):
    with caplog.at_level(logging.DEBUG), pytest.raises(UnreadablePageError):
        read_page("<html><body></body></html>")

    assert [record for record in caplog.records if record.levelno >= logging.INFO] == []


def test_plain_text_does_not_pay_for_trafilatura_or_chardet():
    heavy = ["trafilatura", "chardet", "courlan", "prefect", "duckdb"]
    program = f"import sys, copydesk.tasks.read; print([name for name in {heavy} if name in sys.modules])"

    printed = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout

    assert printed.strip() == "[]"
