"""Whole sources on a real server, taken into a real desk: what is asked, what comes, what is remembered."""

import asyncio
import gzip
import json
from collections.abc import Iterator
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from copydesk.storage import runs
from copydesk.storage.asked_urls import url_columns
from copydesk.storage.desk import Desk
from copydesk.storage.runs import SourceRead, Tally
from copydesk.tasks.commit import commit_window
from copydesk.tasks.fetching import fetching
from copydesk.tasks.fetching.addresses import Reach
from copydesk.tasks.fetching.answers import WebSource
from copydesk.tasks.fetching.fetching import Fetching
from copydesk.tasks.fetching.limits import Limits
from copydesk.tasks.fetching.waiting import Waiting
from copydesk.tasks.prepare import prepare_documents, reject_columns
from tests.desks import live, new_desk, publish_run, published, running
from tests.soundness import assert_sound
from tests.web import Asked, Reply, StoppedClock, Web, serving

HERE = Limits(reach=Reach(allow_private=True), deadline_seconds=30)
HTML = {"Content-Type": "text/html; charset=utf-8"}
XML = {"Content-Type": "application/rss+xml"}
ISLANDS = ["Holm", "Skagen", "Vinge", "Torsund", "Almö", "Grönhamn", "Nessby", "Kallvik", "Ostra", "Lindö"]


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


async def fetch(
    desk: Desk, clock: StoppedClock, *sources: WebSource, limits: Limits = HERE, stop_after: int = 1_000
) -> Tally:
    """Take sources in as a run does; one that is killed stops after so many windows."""
    tally = Tally()
    with running(desk) as line, line.live.beside() as beside:
        run = Fetching(limits, beside, clock)
        async with aclosing(run.windows(sources)) as windows:
            async for window in windows:
                if window.name == f"web {stop_after + 1}":
                    return tally
                prepared = prepare_documents(window.documents, line.rules.recipe)
                prepared = prepared.with_rejects(reject_columns(window.rejects)).with_urls(
                    url_columns(window.urls)
                )
                tally += commit_window(line, prepared, clock.now())
                tally += Tally(asked=window.asked, unchanged_urls=window.unchanged_urls)
        for source in sources:
            read = SourceRead(source.name, "web", source.url, failed=source.name in run.failed)
            runs.record_source(line.live, read, line.run.started_at)
        publish_run(desk, line, tally)
    return tally


def story(number: int, more: str = "") -> str:
    island = ISLANDS[number % len(ISLANDS)]
    return (
        f"The ferry number {number} to {island} stays in harbour until Thursday because of the ice, the "
        f"master of the port said. There are {number * 7 + 3} lorries on the quay, and the baker of {island} "
        f"has flour left for {number % 9 + 2} days, which is more than in the winter {number} before. {more}"
    )


def page(number: int, head: str = "", more: str = "") -> Reply:
    head = f"<html lang=en><head><title>Ferry {number}</title>{head}</head>"
    body = f"<body><article><h1>Ferry {number}</h1><p>{story(number, more)}</p></article></body></html>"
    return Reply((head + body).encode(), fields=HTML)


def item(link: str, told: str = "") -> str:
    return f"<item><title>Told by the feed</title><link>{link}</link>{told}</item>"


def feed(*items: str) -> bytes:
    head = '<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>'
    return f"{head}{''.join(items)}</channel></rss>".encode()


def sitemap(*urls: tuple[str, str], root: str = "urlset", block: str = "url") -> bytes:
    blocks = "".join(
        f"<{block}><loc>{url}</loc>{f'<lastmod>{when}</lastmod>' if when else ''}</{block}>"
        for url, when in urls
    )
    return f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{blocks}</{root}>'.encode()


def rejects(desk: Desk) -> list[dict[str, Any]]:
    return live(desk, "select uri, stage, reason, retriable, location, resolved_at from rejects")


def articles(desk: Desk) -> list[dict[str, Any]]:
    return published(desk, "select source, url, title, author, published_at, published_from from articles")


async def test_a_single_page_becomes_an_article(web: Web, clock: StoppedClock, desk: Desk) -> None:
    url = web.put("127.0.0.2/ferry", page(1))

    tally = await fetch(desk, clock, WebSource("ferry", url))

    assert (tally.asked, tally.new, tally.rejected) == (1, 1, 0)
    [raw] = published(
        desk, "select source, feed, uri, url, media_type, text, encoding, captured_at from raw_documents"
    )
    assert raw["text"].endswith(story(1).strip())
    assert (raw["source"], raw["feed"], raw["uri"], raw["url"]) == ("127.0.0.2", "ferry", url, url)
    assert str(raw["captured_at"]) == "2026-03-06 12:00:00"
    [kept] = live(desk, "select html from pages")
    assert kept["html"] == page(1).body
    assert_sound(desk)


async def test_the_pages_of_a_feed_become_articles_with_what_only_the_feed_says(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    dated = '<meta property="article:published_time" content="2026-03-01T08:00:00Z">'
    dated += '<meta name=author content="Ada Berg">'
    told = "<pubDate>Fri, 06 Mar 2026 08:30:00 GMT</pubDate><author>Feed Writer</author>"
    web.put("127.0.0.2/1", page(1, dated))
    web.put("127.0.0.2/2", page(2))
    at = web.put(
        "127.0.0.3/feed",
        Reply(
            feed(item(f"{web.url('127.0.0.2/1')}?utm_source=x", told), item(web.url("127.0.0.2/2"), told)),
            fields=XML,
        ),
    )

    await fetch(desk, clock, WebSource("Harbour", at, outlet="Harbour Post"))

    assert articles(desk) == [
        {"source": "Harbour Post", "url": web.url("127.0.0.2/1"), "title": "Ferry 1", "author": "Ada Berg",
         "published_at": datetime(2026, 3, 1, 8), "published_from": "page"},
        {"source": "Harbour Post", "url": web.url("127.0.0.2/2"), "title": "Ferry 2", "author": "Feed Writer",
         "published_at": datetime(2026, 3, 6, 8, 30), "published_from": "feed"},
    ]  # fmt: skip


async def test_a_feed_that_lists_the_same_for_ever_costs_one_request(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    links = [web.put(f"127.0.0.2/{number}", page(number)) for number in range(5)]
    at = web.put("127.0.0.2/feed", Reply(feed(*map(item, links)), fields=XML))
    await fetch(desk, clock, WebSource("Harbour", at))
    asked = len(web.asked)

    for _ in range(3):
        clock.pass_hours(24)
        tally = await fetch(desk, clock, WebSource("Harbour", at))
        assert (tally.asked, tally.unchanged_urls, tally.new) == (1, 1, 0)

    assert [one.path for one in web.asked[asked:]] == ["/robots.txt", "/feed"] * 3
    assert len(articles(desk)) == 5


async def test_a_feed_is_asked_whether_it_has_changed(web: Web, clock: StoppedClock, desk: Desk) -> None:
    link = web.put("127.0.0.2/1", page(1))

    def reply(asked: Asked) -> Reply:
        is_known = asked.fields.get("if-none-match") == '"a"'
        return Reply(status=304) if is_known else Reply(feed(item(link)), fields={**XML, "ETag": '"a"'})

    at = web.put("127.0.0.2/feed", reply)
    for _ in range(3):
        tally = await fetch(desk, clock, WebSource("Harbour", at))

    assert (tally.asked, tally.unchanged_urls) == (1, 1)
    assert web.times("127.0.0.2/1") == 1
    [state] = live(desk, "select etag, kind, unchanged from asked_urls where kind = 'feed'")
    assert state == {"etag": '"a"', "kind": "feed", "unchanged": 2}


async def test_what_is_new_in_a_feed_is_fetched_and_nothing_else(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    links = [web.put(f"127.0.0.2/{number}", page(number)) for number in range(4)]
    at = web.put("127.0.0.2/feed", Reply(feed(*map(item, links[:2])), fields=XML))
    await fetch(desk, clock, WebSource("Harbour", at))

    web.put("127.0.0.2/feed", Reply(feed(*map(item, links[1:])), fields=XML))
    tally = await fetch(desk, clock, WebSource("Harbour", at))

    assert (tally.asked, tally.new) == (3, 2)
    assert [web.times(f"127.0.0.2/{number}") for number in range(4)] == [1, 1, 1, 1]


async def test_a_page_that_its_list_calls_changed_is_a_new_version(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    link = web.put("127.0.0.2/1", page(1))
    at = web.put("127.0.0.2/map", sitemap((link, "2026-03-06T10:00:00Z")))
    await fetch(desk, clock, WebSource("Harbour", at))

    web.put("127.0.0.2/1", page(1, more="A correction: there were nineteen lorries, and the baker is well."))
    web.put("127.0.0.2/map", sitemap((link, "2026-03-06T13:00:00Z")))
    clock.pass_hours(2)
    tally = await fetch(desk, clock, WebSource("Harbour", at))

    assert (tally.asked, tally.new) == (2, 1)
    versions = published(desk, "select url, version from article_versions order by version")
    assert versions == [{"url": link, "version": 1}, {"url": link, "version": 2}]


async def test_a_page_that_changed_a_moment_ago_is_asked_for_when_its_hour_is_over(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    link = web.put("127.0.0.2/1", page(1))
    at = web.put("127.0.0.2/map", sitemap((link, "2026-03-06T10:00:00Z")))
    await fetch(desk, clock, WebSource("Harbour", at))

    web.put("127.0.0.2/map", sitemap((link, "2026-03-06T12:10:00Z")))
    clock.pass_hours(0.5)
    await fetch(desk, clock, WebSource("Harbour", at))
    assert web.times("127.0.0.2/1") == 1
    clock.pass_hours(0.6)
    await fetch(desk, clock, WebSource("Harbour", at))
    assert web.times("127.0.0.2/1") == 2


async def test_a_list_that_calls_everything_new_all_the_time_soon_costs_little(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    link = web.put("127.0.0.2/1", page(1))
    asked = []
    for hour in range(17):
        at = web.put("127.0.0.2/map", sitemap((link, f"{clock.now().isoformat()}Z")))
        before = web.times("127.0.0.2/1")
        await fetch(desk, clock, WebSource("Harbour", at))
        asked += [hour] * (web.times("127.0.0.2/1") - before)
        clock.pass_hours(1)

    assert asked == [0, 1, 3, 7, 15]


async def test_an_index_leads_to_its_sitemaps_and_unchanged_ones_are_left_alone(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    links = [web.put(f"127.0.0.2/{number}", page(number)) for number in range(2)]
    old = web.put("127.0.0.2/old.xml.gz", Reply(gzip.compress(sitemap((links[0], "")))))
    new = web.put("127.0.0.2/new.xml", sitemap((links[1], "")))
    at = web.put(
        "127.0.0.2/map",
        sitemap((old, "2026-01-01"), (new, "2026-03-06"), root="sitemapindex", block="sitemap"),
    )

    assert (await fetch(desk, clock, WebSource("Harbour", at))).new == 2
    web.put(
        "127.0.0.2/map",
        sitemap((old, "2026-01-01"), (new, "2026-03-07"), root="sitemapindex", block="sitemap"),
    )
    clock.pass_hours(24)
    await fetch(desk, clock, WebSource("Harbour", at))

    assert (web.times("127.0.0.2/old.xml.gz"), web.times("127.0.0.2/new.xml")) == (1, 2)


async def test_what_a_sitemap_brings_is_found_though_its_index_is_the_same_as_ever(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    links = [web.put(f"127.0.0.2/{number}", page(number)) for number in range(2)]
    news = web.put("127.0.0.2/news.xml", sitemap((links[0], "")))
    index = sitemap((news, ""), root="sitemapindex", block="sitemap")
    at = web.put("127.0.0.2/map", Reply(index, fields={"ETag": '"for ever"'}))
    await fetch(desk, clock, WebSource("Harbour", at))

    web.put("127.0.0.2/news.xml", sitemap((links[0], ""), (links[1], "")))
    second = await fetch(desk, clock, WebSource("Harbour", at))
    third = await fetch(desk, clock, WebSource("Harbour", at))

    assert (second.new, third.new, third.unchanged_urls) == (1, 0, 1)
    assert web.times("127.0.0.2/map") == web.times("127.0.0.2/news.xml") == 3


async def test_an_error_page_in_place_of_an_index_is_no_news(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    news = web.put("127.0.0.2/news.xml", sitemap((web.put("127.0.0.2/1", page(1)), "")))
    at = web.put("127.0.0.2/map", sitemap((news, ""), root="sitemapindex", block="sitemap"))
    await fetch(desk, clock, WebSource("Harbour", at))

    web.put("127.0.0.2/map", page(2))

    assert (await fetch(desk, clock, WebSource("Harbour", at))).new == 0
    assert [reject["reason"] for reject in rejects(desk)] == ["a page where a sitemap should be"]


async def test_indexes_within_indexes_are_followed_three_deep_and_it_is_told(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    inner = web.put("127.0.0.2/4", sitemap((web.put("127.0.0.2/page", page(1)), "")))
    for depth in (3, 2, 1):
        inner = web.put(f"127.0.0.2/{depth}", sitemap((inner, ""), root="sitemapindex", block="sitemap"))

    await fetch(desk, clock, WebSource("Harbour", inner))

    assert [web.times(f"127.0.0.2/{depth}") for depth in (1, 2, 3, 4)] == [1, 1, 1, 0]
    [reject] = rejects(desk)
    assert (reject["uri"], reject["reason"]) == (
        web.url("127.0.0.2/3"),
        "lists within lists, more than 3 deep, are not asked for",
    )


async def test_an_index_that_names_itself_ends(web: Web, clock: StoppedClock, desk: Desk) -> None:
    at = web.url("127.0.0.2/map")
    web.put("127.0.0.2/map", sitemap((at, ""), root="sitemapindex", block="sitemap"))

    await fetch(desk, clock, WebSource("Harbour", at))

    assert web.times("127.0.0.2/map") == 1


async def test_a_list_of_urls_is_asked_line_by_line_and_each_page_is_of_its_host(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    links = [web.put(f"127.0.0.{host}/{host}", page(host)) for host in (2, 3)]
    at = web.put(
        "127.0.0.4/list",
        Reply("\n".join([*links, links[0], ""]).encode(), fields={"Content-Type": "text/plain"}),
    )

    tally = await fetch(desk, clock, WebSource("list", at))

    assert (tally.asked, tally.new) == (3, 2)
    assert [row["source"] for row in articles(desk)] == ["127.0.0.2", "127.0.0.3"]


async def test_what_cannot_be_had_is_a_reject_with_a_reason(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    bad = {
        "/gone": (Reply(status=410), "the server answered 410"),
        "/absent": (Reply(status=404), "the server answered 404"),
        "/pdf": (
            Reply(b"%PDF-1.7 x", fields={"Content-Type": "application/pdf"}),
            "no page: binary: a PDF document",
        ),
        "/picture": (Reply(b"words", fields={"Content-Type": "image/png"}), "no page: image/png"),
        "/lie": (Reply(b"\x89PNG\r\n\x1a\n", fields=HTML), "no page: binary: a PNG image"),
        "/empty": (Reply(b"", fields=HTML), "no page: empty"),
        "/loop": (Reply(status=302, fields={"Location": "/loop"}), "more than 10 redirects"),
        "/trouble": (Reply(status=503), "the server answered 503"),
    }
    links = [web.put(f"127.0.0.2{path}", reply) for path, (reply, _) in bad.items()]
    web.put("127.0.0.2/hollow", Reply(b"<html><body><div></div></body></html>", fields=HTML))
    at = web.put(
        "127.0.0.2/feed", feed(*map(item, [*links, web.url("127.0.0.2/hollow"), "ftp://x.example/", ""]))
    )

    tally = await fetch(desk, clock, WebSource("Harbour", at))

    found = {row["uri"].partition(str(web.port))[2]: row for row in rejects(desk)}
    for path, (_, reason) in bad.items():
        assert found[path]["reason"].startswith(reason)
        assert found[path]["stage"] == "fetch"
        assert found[path]["retriable"] == (path != "/gone")
    assert (found["/hollow"]["stage"], found["/hollow"]["reason"]) == ("extract", "no text found in the page")
    at_feed = [row["reason"] for row in rejects(desk) if row["uri"] == at]
    assert at_feed == ["an entry with neither a link nor a text", "only http and https are asked, not ftp"]
    assert tally.rejected == len(bad) + 3
    assert_sound(desk)


async def test_an_entry_that_is_a_text_without_a_link_is_one_article_by_the_id_that_its_feed_gives(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    rss = [
        f'<item><guid isPermaLink="false">rss {n}</guid><description>{story(n)}</description></item>'
        for n in (1, 2)
    ]
    json_feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [{"id": number, "content_text": story(number)} for number in (3, 4)],
    }
    sources = [
        WebSource("Harbour", web.put("127.0.0.2/feed", feed(*rss))),
        WebSource("Sound", web.put("127.0.0.3/feed.json", Reply(json.dumps(json_feed).encode()))),
    ]

    first = [await fetch(desk, clock, source) for source in sources]
    web.put("127.0.0.2/feed", feed(*reversed(rss)))
    again = [await fetch(desk, clock, source) for source in sources]

    assert [tally.new for tally in (*first, *again)] == [2, 2, 0, 0]
    assert {row["external_id"] for row in published(desk, "from raw_documents")} == {
        "rss 1",
        "rss 2",
        "3",
        "4",
    }


async def test_what_a_feed_holds_that_is_no_page_is_refused_once_and_until_it_is_gone(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    links = [web.put(f"127.0.0.2/{number}", page(number)) for number in range(2)]
    odd = [item("ftp://x.example/"), item("mailto:desk@x.example")]
    counted, left = [], []
    for items in ([*odd, item(links[0])], [*odd, item(links[0])], [*odd, item(links[1])], odd[:1]):
        at = web.put("127.0.0.2/feed", feed(*items))
        tally = await fetch(desk, clock, WebSource("Harbour", at))
        counted.append((tally.rejected, tally.new))
        left.append([row["location"] for row in rejects(desk) if row["resolved_at"] is None])

    both = ["entry ftp://x.example/", "entry mailto:desk@x.example"]
    assert counted == [(2, 1), (0, 0), (0, 1), (0, 0)]
    assert left == [both, both, both, both[:1]]


async def test_what_could_not_be_had_is_asked_for_again_with_growing_pauses_and_then_given_up(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    link = web.put("127.0.0.2/1", Reply(status=404))
    at = web.put("127.0.0.2/feed", feed(item(link)))
    asked, hours = [], [0, 5, 6, 29, 30, 125, 126, 500, 5_000]
    for before, hour in pairwise([0, *hours]):
        clock.pass_hours(hour - before)
        times = web.times("127.0.0.2/1")
        await fetch(desk, clock, WebSource("Harbour", at))
        asked += [hour] * (web.times("127.0.0.2/1") - times)

    assert asked == [0, 6, 30, 126]


async def test_what_can_be_had_at_last_is_no_reject_any_more(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    link = web.put("127.0.0.2/1", Reply(status=404))
    at = web.put("127.0.0.2/feed", feed(item(link, "<pubDate>Fri, 06 Mar 2026 08:30:00 GMT</pubDate>")))
    await fetch(desk, clock, WebSource("Harbour", at))

    web.put("127.0.0.2/1", page(1))
    clock.pass_hours(6)
    tally = await fetch(desk, clock, WebSource("Harbour", at))

    assert tally.new == 1
    [reject] = rejects(desk)
    assert reject["resolved_at"] is not None
    assert published(desk, "select count(*) as open from rejects where resolved_at is null") == [{"open": 0}]
    [article] = articles(desk)
    assert article["published_from"] == "feed"


async def test_an_error_page_where_the_feed_was_is_no_article(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    at = web.put("127.0.0.2/feed", feed(item(web.put("127.0.0.2/1", page(1)))))
    await fetch(desk, clock, WebSource("Harbour", at))

    web.put("127.0.0.2/feed", page(9))
    tally = await fetch(desk, clock, WebSource("Harbour", at))

    assert (tally.new, tally.rejected) == (0, 1)
    assert rejects(desk)[0]["reason"] == "a page where a feed should be"
    web.put("127.0.0.2/feed", feed(item(web.put("127.0.0.2/2", page(2)))))
    assert (await fetch(desk, clock, WebSource("Harbour", at))).new == 1


async def test_a_source_that_is_called_a_page_is_one(web: Web, clock: StoppedClock, desk: Desk) -> None:
    at = web.put("127.0.0.2/feed", page(9))

    assert (await fetch(desk, clock, WebSource("Harbour", at, kind="feed"))).rejected == 1
    assert (await fetch(desk, clock, WebSource("Harbour", at, kind="page"))).new == 1


async def test_texts_that_stand_in_the_feed_itself_are_taken_from_it(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    text = f"<item><title>Only here</title><description>&lt;p&gt;{story(3)}&lt;/p&gt;</description></item>"
    at = web.put("127.0.0.2/feed", feed(text))

    first = await fetch(desk, clock, WebSource("Harbour", at))
    web.put("127.0.0.2/feed", feed(text, "<!-- later -->"))
    again = await fetch(desk, clock, WebSource("Harbour", at))

    assert (first.new, again.new, again.unchanged) == (1, 0, 1)
    assert articles(desk)[0]["title"] == "Only here"


@pytest.mark.parametrize("href", ["/ferry?id=7&amp;utm_source=a", "ferry?id=7"])
async def test_a_page_may_say_where_it_stands_by_a_link_relative_to_itself(
    web: Web, clock: StoppedClock, desk: Desk, href: str
) -> None:
    at = web.put("127.0.0.2/amp", page(1, f'<link rel="canonical" href="{href}">'))

    await fetch(desk, clock, WebSource("Harbour", at, kind="page"))

    assert [row["url"] for row in articles(desk)] == [web.url("127.0.0.2/ferry?id=7")]


async def test_a_page_goes_by_the_address_that_it_tells_itself(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    own = web.url("127.0.0.2/story/1")
    link = web.put("127.0.0.2/1", page(1, f'<link rel="canonical" href="{own}?fbclid=7">'))

    await fetch(desk, clock, WebSource("ferry", link))

    assert articles(desk)[0]["url"] == own


async def test_what_the_server_says_of_the_charset_is_believed(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    text = "Паром остаётся в порту до четверга из-за льда. " * 9
    html = f"<html><article><h1>Ферри</h1><p>{text}</p></article></html>"
    link = web.put(
        "127.0.0.2/1", Reply(html.encode("koi8-r"), fields={"Content-Type": "text/html; charset=KOI8-R"})
    )

    await fetch(desk, clock, WebSource("ferry", link))

    [raw] = published(desk, "select text, encoding from raw_documents")
    assert raw["encoding"] == "koi8-r (declared)"
    assert "Паром остаётся" in raw["text"]


async def test_hundreds_of_pages_on_several_hosts_come_once_each(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    links = [web.put(f"127.0.0.{number % 7 + 2}/{number}", page(number)) for number in range(300)]
    ats = [
        web.put(f"127.0.0.{host}/feed", feed(*map(item, links[host * 30 : host * 30 + 100])))
        for host in range(7)
    ]

    tally = await fetch(desk, clock, *(WebSource(f"feed {n}", at) for n, at in enumerate(ats)))

    assert (tally.asked, tally.rejected) == (7 + 280, 0)
    assert len(articles(desk)) == 280
    assert max(web.times(f"127.0.0.{number % 7 + 2}/{number}") for number in range(300)) == 1
    assert max(web.most_at_once.values()) <= HERE.per_host
    assert_sound(desk)


async def test_a_run_that_is_killed_goes_on_without_asking_again_for_what_it_has(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    links = [web.put(f"127.0.0.2/{number}", page(number)) for number in range(40)]
    at = web.put("127.0.0.2/feed", Reply(feed(*map(item, links)), fields={**XML, "ETag": '"a"'}))

    limits = replace(HERE, window_answers=10)
    killed = await fetch(desk, clock, WebSource("Harbour", at), limits=limits, stop_after=2)
    had = {row["url"] for row in live(desk, "select url from asked_urls")}
    web.asked.clear()
    rest = await fetch(desk, clock, WebSource("Harbour", at))

    assert (killed.new, rest.new) == (20, 20)
    assert len(had) == 20
    assert not had & {web.url(asked.place) for asked in web.asked}
    assert "if-none-match" not in web.asked[1].fields


async def test_large_pages_end_a_window_early_and_what_waits_stays_within_bounds(
    web: Web, clock: StoppedClock, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "WINDOW_BYTES", 50_000)
    monkeypatch.setattr(fetching, "Waiting", partial(Waiting, most_bytes=30_000))
    comment = f"<!-- {'x' * 20_000} -->"
    links = [web.put(f"127.0.0.2/{number}", page(number, comment)) for number in range(12)]
    at = web.put("127.0.0.2/feed", feed(*map(item, links)))

    with running(desk) as line, line.live.beside() as beside:
        run = Fetching(HERE, beside, clock)
        sizes = [len(window.documents) async for window in run.windows([WebSource("Harbour", at)])]

    assert sizes == [3, 3, 3, 3, 0]


async def test_no_more_is_asked_for_while_a_window_of_answers_waits_to_be_taken_in(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    """What waits is lost with a run that is killed, and asked for again."""
    links = [web.put(f"127.0.0.2/{number}", page(number)) for number in range(60)]
    at = web.put("127.0.0.2/feed", feed(*map(item, links)))
    limits = replace(HERE, window_answers=5, in_all=4)

    with running(desk) as line, line.live.beside() as beside:
        run = Fetching(limits, beside, clock)
        async with aclosing(run.windows([WebSource("Harbour", at)])) as windows:
            await anext(windows)
            await asyncio.sleep(0.5)
            asked = sum(asked.path.strip("/").isdigit() for asked in web.asked)

    # A window, what waits, and what the four that ask cannot hand on.
    assert 5 <= asked <= 5 + 5 + 4


async def test_what_is_older_than_the_source_is_asked_for_stays_out(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    links = [web.put(f"127.0.0.2/{number}", page(number)) for number in range(2)]
    at = web.put("127.0.0.2/map", sitemap((links[0], "2026-03-01"), (links[1], "2026-03-06")))
    source = WebSource("Harbour", at)

    await fetch(desk, clock, replace(source, oldest=clock.now().replace(day=5)))

    assert [row["url"] for row in articles(desk)] == [links[1]]


async def test_what_one_run_left_out_for_itself_is_there_for_the_next(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    links = [web.put(f"127.0.0.2/{number}", page(number)) for number in range(2)]
    at = web.put("127.0.0.2/map", sitemap((links[0], "2026-03-01"), (links[1], "2026-03-06")))
    source = WebSource("Harbour", at)

    await fetch(desk, clock, replace(source, oldest=clock.now().replace(day=5), for_once=True))
    assert [row["url"] for row in articles(desk)] == [links[1]]
    await fetch(desk, clock, source)
    assert sorted(row["url"] for row in articles(desk)) == links
    await fetch(desk, clock, replace(source, oldest=clock.now().replace(day=5), for_once=True))
    assert web.times("127.0.0.2/map") == 3


async def test_a_source_that_another_source_lists_is_still_read(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    other = web.put("127.0.0.3/feed", feed(item(web.put("127.0.0.3/1", page(1)))))
    at = web.put("127.0.0.2/feed", feed(item(other)))

    tally = await fetch(desk, clock, WebSource("one", at), WebSource("other", other))

    assert (tally.new, tally.rejected) == (1, 0)


async def test_a_page_on_two_lists_is_asked_for_once(web: Web, clock: StoppedClock, desk: Desk) -> None:
    link = web.put("127.0.0.2/1", page(1))
    ats = [web.put(f"127.0.0.{host}/feed", feed(item(f"{link}?utm_source={host}"))) for host in (2, 3)]

    await fetch(desk, clock, *(WebSource(at, at) for at in ats))

    assert web.times("127.0.0.2/1") == 1
