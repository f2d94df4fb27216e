"""What stands in a feed is taken where its page cannot be had, and nowhere else."""

import json
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest

from copydesk.storage.desk import Desk
from copydesk.tasks.fetching.answers import WebSource
from tests.desks import new_desk, published
from tests.soundness import assert_sound
from tests.tasks.fetching.test_fetching import HTML, fetch, page, rejects, story
from tests.web import Asked, Reply, StoppedClock, Web, serving

WHOLE = f"<p>{story(1)}</p><p>{story(2)}</p>"
LEAD = "<p>The ferry to Holm stays in harbour until Thursday because of the ice in the sound.</p>"
NO_TEXT = Reply(b"<html><body><div id=app></div><script>start()</script></body></html>", fields=HTML)


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as web:
        yield web


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path / "desk")


def feed(web: Web, text: str, date: str = "Fri, 06 Mar 2026 08:30:00 GMT") -> WebSource:
    """A feed of one page, with a text."""
    item = (
        f"<item><title>Ice</title><link>{web.url('127.0.0.2/1')}</link><author>Ada Berg</author>"
        f"<pubDate>{date}</pubDate><description>{escape(text)}</description></item>"
    )
    at = web.put("127.0.0.3/feed", f"<rss version='2.0'><channel>{item}</channel></rss>")
    return WebSource("Harbour", at, outlet="Harbour Post")


def documents(desk: Desk) -> list[dict[str, object]]:
    return published(desk, "select source, url, uri, published_from, extra, text from raw_documents")


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(status=403), "the server answered 403"),
        (Reply(status=404), "the server answered 404"),
        (Reply(status=402), "the server answered 402"),
        (Reply(b"%PDF-1.7 x", fields={"Content-Type": "application/pdf"}), "no page: binary: a PDF document"),
    ],
)
async def test_the_text_of_a_feed_stands_for_a_page_that_is_refused(
    web: Web, clock: StoppedClock, desk: Desk, reply: Reply, reason: str
) -> None:
    link = web.put("127.0.0.2/1", reply)
    source = feed(web, WHOLE)

    tally = await fetch(desk, clock, source)

    assert (tally.new, tally.rejected) == (1, 0)
    [found] = documents(desk)
    assert (found["source"], found["url"], found["uri"]) == ("Harbour Post", link, source.url)
    assert found["published_from"] == "feed"
    assert json.loads(str(found["extra"])) == {"text_from": "feed", "page": reason}
    assert story(1).strip() in str(found["text"])
    assert story(2).strip() in str(found["text"])
    assert_sound(desk)


async def test_a_site_that_lets_nobody_in_is_read_by_its_feed(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    web.put("127.0.0.2/1", page(1))
    web.put("127.0.0.2/robots.txt", Reply(b"User-agent: *\nDisallow: /"))

    assert (await fetch(desk, clock, feed(web, WHOLE))).new == 1

    assert web.times("127.0.0.2/1") == 0
    assert "robots.txt does not allow it" in str(documents(desk)[0]["extra"])


async def test_a_page_without_a_text_is_read_by_its_feed(web: Web, clock: StoppedClock, desk: Desk) -> None:
    web.put("127.0.0.2/1", NO_TEXT)

    assert (await fetch(desk, clock, feed(web, WHOLE))).new == 1

    assert json.loads(str(documents(desk)[0]["extra"])) == {"text_from": "feed"}


async def test_a_page_that_holds_only_the_beginning_gives_way_to_a_feed_that_holds_more(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    stub = (
        f"<html><article><h1>Ice</h1><p>{story(1)}</p><p>Subscribe to continue reading</p></article></html>"
    )
    web.put("127.0.0.2/1", Reply(stub.encode(), fields=HTML))

    await fetch(desk, clock, feed(web, WHOLE))

    [found] = documents(desk)
    assert story(2).strip() in str(found["text"])
    assert published(desk, "select access from articles") == [{"access": "full"}]


async def test_a_page_that_can_be_had_stands_before_its_feed(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    web.put("127.0.0.2/1", page(1))

    await fetch(desk, clock, feed(web, WHOLE))

    [found] = documents(desk)
    assert (found["uri"], found["extra"]) == (web.url("127.0.0.2/1"), None)


@pytest.mark.parametrize(
    ("reply", "text"),
    [
        (Reply(status=403), LEAD),
        (Reply(status=403), f"{WHOLE}<p>What comes next […]</p><p>The post Ice came first on Harbour.</p>"),
        (Reply(status=410), WHOLE),
        (Reply(status=451), WHOLE),
        (Reply(status=503), WHOLE),
    ],
)
async def test_a_teaser_what_was_withdrawn_and_what_may_come_yet_stay_refused(
    web: Web, clock: StoppedClock, desk: Desk, reply: Reply, text: str
) -> None:
    web.put("127.0.0.2/1", reply)

    tally = await fetch(desk, clock, feed(web, text))

    assert (tally.new, tally.rejected) == (0, 1)


async def test_a_page_whose_text_came_from_its_feed_is_asked_for_again_when_the_feed_changes(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    web.put("127.0.0.2/1", Reply(status=403))
    for _ in range(3):
        await fetch(desk, clock, feed(web, WHOLE))
        clock.pass_hours(200)
    assert web.times("127.0.0.2/1") == 1

    web.put("127.0.0.2/1", page(1, more="The ice has gone, and the ferries have left."))
    tally = await fetch(desk, clock, feed(web, WHOLE, "Sat, 04 Apr 2026 08:30:00 GMT"))

    assert tally.new == 1
    versions = published(desk, "select version from article_versions order by version")
    assert versions == [{"version": 1}, {"version": 2}]


async def test_what_was_refused_before_its_feed_gave_the_text_is_refused_no_more(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    answers = iter([503, 503, 503, 503, 403])

    def reply(_: Asked) -> Reply:
        return Reply(status=next(answers))

    web.put("127.0.0.2/1", reply)
    source = feed(web, WHOLE)

    assert (await fetch(desk, clock, source)).rejected == 1
    feed(web, f"{WHOLE}<p>More.</p>")
    clock.pass_hours(1)
    assert (await fetch(desk, clock, source)).new == 1

    [reject] = rejects(desk)
    assert reject["resolved_at"] is not None
