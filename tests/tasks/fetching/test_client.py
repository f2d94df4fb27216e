"""One URL asked of a real server that behaves as servers do."""

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime

import pytest

from copydesk.tasks.fetching.addresses import Reach
from copydesk.tasks.fetching.client import MOST_REDIRECTS, Client
from copydesk.tasks.fetching.exchange import Answer, Validators
from copydesk.tasks.fetching.failures import Failed
from copydesk.tasks.fetching.limits import Limits
from tests.web import Asked, Reply, StoppedClock, Web, serving

HERE = Limits(reach=Reach(allow_private=True), robots=False, deadline_seconds=20)
PAGE = b"<html><p>The ferry to Holm was cancelled on Friday.</p></html>"


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as web:
        yield web


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@asynccontextmanager
async def asking(limits: Limits, clock: StoppedClock) -> AsyncIterator[Client]:
    client = Client(limits, clock)
    try:
        yield client
    finally:
        await client.close()


NOTHING = Validators()


async def get(url: str, clock: StoppedClock, limits: Limits = HERE, known: Validators = NOTHING) -> Answer:
    async with asking(limits, clock) as client:
        return await client.get(url, known)


async def failure(url: str, clock: StoppedClock, limits: Limits = HERE) -> Failed:
    with pytest.raises(Failed) as raised:
        await get(url, clock, limits)
    return raised.value


async def test_a_page_comes_as_the_server_has_it(web: Web, clock: StoppedClock) -> None:
    url = web.put("127.0.0.2/ferry", Reply(PAGE, fields={"Content-Type": "text/html; charset=ISO-8859-1"}))

    answer = await get(url, clock)

    assert (answer.body, answer.media_type, answer.charset, answer.url) == (
        PAGE,
        "text/html",
        "iso-8859-1",
        url,
    )


async def test_a_request_says_who_asks_and_whom_to_write_to(web: Web, clock: StoppedClock) -> None:
    url = web.put("127.0.0.2/ferry", PAGE)

    async with asking(HERE, clock) as client:
        await client.get(url, NOTHING, "desk@harbour.example\r\nX-Other: 1")

    [asked] = web.asked
    assert asked.fields["user-agent"].startswith("copydesk/")
    assert asked.fields["user-agent"].endswith("(+desk@harbour.exampleX-Other: 1)")
    assert "x-other" not in asked.fields
    assert "cookie" not in asked.fields


async def test_cookies_are_not_kept(web: Web, clock: StoppedClock) -> None:
    url = web.put("127.0.0.2/ferry", Reply(PAGE, fields={"Set-Cookie": "reader=7"}))

    async with asking(HERE, clock) as client:
        await client.get(url, NOTHING)
        await client.get(url, NOTHING)

    assert all("cookie" not in asked.fields for asked in web.asked)


async def test_this_machine_is_not_asked_unless_it_is_allowed(web: Web, clock: StoppedClock) -> None:
    url = web.put("127.0.0.2/ferry", PAGE)

    failed = await failure(url, clock, replace(HERE, reach=Reach()))

    assert failed.reason == "127.0.0.2 is a private address, which is not asked"
    assert not failed.passing
    assert not web.asked
    assert clock.slept == []


async def test_a_redirect_to_an_address_out_of_reach_is_refused(
    web: Web, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = web.put("127.0.0.2/ferry", Reply(status=302, fields={"Location": web.url("127.0.0.9/secret")}))
    web.put("127.0.0.9/secret", PAGE)
    monkeypatch.setattr(Reach, "refusal", lambda _, address: "secret" if address == "127.0.0.9" else None)

    failed = await failure(url, clock)

    assert "127.0.0.9" in failed.reason
    assert [asked.host for asked in web.asked] == ["127.0.0.2"]


@pytest.mark.parametrize(
    "place", ["file:///etc/passwd", "gopher://x.example/", "https://me:pw@x.example/", "http://["]
)
async def test_a_redirect_to_what_is_no_address_of_the_web_is_refused(
    web: Web, clock: StoppedClock, place: str
) -> None:
    url = web.put("127.0.0.2/ferry", Reply(status=301, fields={"Location": place}))

    assert "redirected to where nothing is asked" in (await failure(url, clock)).reason


async def test_redirects_are_followed_to_the_end(web: Web, clock: StoppedClock) -> None:
    url = web.put("127.0.0.2/old", Reply(status=301, fields={"Location": "/new?utm_source=x"}))
    web.put("127.0.0.2/new", PAGE)

    assert (await get(url, clock)).url == web.url("127.0.0.2/new")


async def test_redirects_in_a_circle_end(web: Web, clock: StoppedClock) -> None:
    url = web.put("127.0.0.2/a", Reply(status=301, fields={"Location": "/b"}))
    web.put("127.0.0.2/b", Reply(status=301, fields={"Location": "/a"}))

    failed = await failure(url, clock)

    assert "more than 10 redirects" in failed.reason
    assert not failed.passing
    assert len(web.asked) == MOST_REDIRECTS + 1


async def test_a_server_in_trouble_is_asked_again_a_little_later(web: Web, clock: StoppedClock) -> None:
    answers = iter([Reply(status=500), Reply(status=503), Reply(PAGE)])
    url = web.put("127.0.0.2/ferry", lambda _: next(answers))

    assert (await get(url, clock)).body == PAGE
    assert clock.slept == [2.0, 5.0]


async def test_a_server_in_lasting_trouble_is_left_for_another_run(web: Web, clock: StoppedClock) -> None:
    url = web.put("127.0.0.2/ferry", Reply(status=500))

    failed = await failure(url, clock)

    assert (failed.reason, failed.status, failed.passing) == ("the server answered 500", 500, True)
    assert clock.slept == [2.0, 5.0, 15.0]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 204, 206, 304, 300])
async def test_an_answer_that_will_not_change_is_not_asked_for_again(
    web: Web, clock: StoppedClock, status: int
) -> None:
    url = web.put("127.0.0.2/ferry", Reply(status=status))

    failed = await failure(url, clock)

    assert failed.reason == f"the server answered {status}"
    assert (failed.passing, failed.is_final) == (False, status == 410)
    assert len(web.asked) == 1


async def test_a_server_that_says_how_long_to_wait_is_left_alone_so_long(
    web: Web, clock: StoppedClock
) -> None:
    answers = iter([Reply(status=429, fields={"Retry-After": "40"}), Reply(PAGE)])
    url = web.put("127.0.0.2/ferry", lambda _: next(answers))

    assert (await get(url, clock)).body == PAGE
    assert sum(clock.slept) >= 40


async def test_a_server_that_wants_a_long_pause_is_not_asked_again_in_this_run(
    web: Web, clock: StoppedClock
) -> None:
    url = web.put("127.0.0.2/ferry", Reply(status=429, fields={"Retry-After": "86400"}))
    other = web.put("127.0.0.2/other", PAGE)

    async with asking(HERE, clock) as client:
        for asked in (url, other):
            with pytest.raises(Failed) as raised:
                await client.get(asked, NOTHING)
            assert raised.value.passing
            assert raised.value.wait_seconds == 86_400

    assert len(web.asked) == 1
    assert clock.slept == []


async def test_a_host_that_is_asked_too_often_is_left_alone_with_all_of_its_pages(
    web: Web, clock: StoppedClock
) -> None:
    answers = iter([Reply(status=429), Reply(PAGE)])
    url = web.put("127.0.0.2/ferry", lambda _: next(answers))
    other = web.put("127.0.0.2/other", PAGE)
    begun: list[float] = []

    async with asking(replace(HERE, per_host=1), clock) as client:
        first = asyncio.create_task(client.get(url, NOTHING))
        while not web.asked:
            await asyncio.sleep(0.01)
        await client.get(other, NOTHING)
        begun.append(clock.seconds())
        await first

    assert begun[0] >= 2


async def test_an_endless_body_ends_at_the_limit(web: Web, clock: StoppedClock) -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"The ferry sails on. " * 500

    url = web.put("127.0.0.2/ferry", Reply(parts=endless))

    assert "longer than 100,000 bytes" in (await failure(url, clock, replace(HERE, max_bytes=100_000))).reason


async def test_a_body_that_is_said_to_be_too_long_is_not_read(web: Web, clock: StoppedClock) -> None:
    url = web.put(
        "127.0.0.2/ferry", Reply(PAGE, fields={"Content-Length": "99999999999"}, length=99_999_999_999)
    )

    assert "99,999,999,999" in (await failure(url, clock)).reason


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
async def test_a_bomb_goes_off_at_the_limit(web: Web, clock: StoppedClock, coding: str) -> None:
    pack = gzip.compress if coding == "gzip" else zlib.compress
    bomb = pack(bytes(50_000_000))
    url = web.put("127.0.0.2/ferry", Reply(bomb, fields={"Content-Encoding": coding}))

    assert (
        "longer than 1,000,000 bytes"
        in (await failure(url, clock, replace(HERE, max_bytes=1_000_000))).reason
    )


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("x-gzip", gzip.compress(PAGE[:9]) + gzip.compress(PAGE[9:])),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE, wbits=-15)),
        ("gzip", PAGE),
        ("identity", PAGE),
    ],
    ids=[
        "gzip",
        "gzip in two parts",
        "deflate",
        "deflate without its head",
        "gzip that is not packed",
        "identity",
    ],
)
async def test_what_was_packed_for_the_way_is_unpacked(
    web: Web, clock: StoppedClock, coding: str, packed: bytes
) -> None:
    url = web.put("127.0.0.2/ferry", Reply(packed, fields={"Content-Encoding": coding}))

    assert (await get(url, clock)).body == PAGE


async def test_a_packed_body_that_breaks_off_is_asked_for_again(web: Web, clock: StoppedClock) -> None:
    whole = gzip.compress(PAGE)
    answers = iter([Reply(body, fields={"Content-Encoding": "gzip"}) for body in (whole[:-9], whole)])
    url = web.put("127.0.0.2/ferry", lambda _: next(answers))

    assert (await get(url, clock)).body == PAGE


async def test_a_body_shorter_than_it_was_said_to_be_is_no_page(web: Web, clock: StoppedClock) -> None:
    url = web.put("127.0.0.2/ferry", Reply(PAGE, length=len(PAGE) + 10))

    failed = await failure(url, clock)

    assert "broke off" in failed.reason
    assert failed.passing


async def test_an_answer_with_long_header_fields_is_read(web: Web, clock: StoppedClock) -> None:
    policy = {"Content-Security-Policy": "img-src " + "harbour.example " * 3_000, "Content-Type": "text/html"}
    url = web.put("127.0.0.2/ferry", Reply(PAGE, fields=policy))

    assert (await get(url, clock)).body == PAGE


async def test_an_answer_whose_header_never_ends_is_given_up(web: Web, clock: StoppedClock) -> None:
    url = web.put("127.0.0.2/ferry", Reply(PAGE, fields={"X-Ferry": "late " * 100_000}))

    assert (await failure(url, clock)).reason.startswith("what came is no HTTP: Got more than 65536 bytes")


async def test_what_a_url_may_not_hold_is_written_as_servers_expect_it(web: Web, clock: StoppedClock) -> None:
    web.put("127.0.0.2/f%C3%A4hre?ort=k%C3%B6ln&a=%2F|b", PAGE)

    answer = await get(web.url("127.0.0.2/f\u00e4hre?ort=k\u00f6ln&a=%2F|b"), clock)

    assert answer.body == PAGE


async def test_a_connection_that_the_server_closed_unasked_is_made_anew(
    web: Web, clock: StoppedClock
) -> None:
    closed_after_it = Reply(PAGE, fields={"Content-Type": "text/html"}, length=len(PAGE))
    url = web.put("127.0.0.2/ferry", closed_after_it)

    async with asking(HERE, clock) as client:
        bodies = [(await client.get(url, NOTHING)).body for _ in range(20)]

    assert bodies == [PAGE] * 20
    assert clock.slept == []


async def test_an_answer_that_never_ends_is_given_up(web: Web, clock: StoppedClock) -> None:
    async def never() -> AsyncIterator[bytes]:
        yield PAGE
        await asyncio.Event().wait()

    url = web.put("127.0.0.2/ferry", Reply(parts=never))

    failed = await failure(url, clock, replace(HERE, deadline_seconds=0.2))

    assert "not answered to the end within 0.2 seconds" in failed.reason
    assert failed.passing


async def test_a_dead_host_is_not_asked_for_every_one_of_its_pages(clock: StoppedClock) -> None:
    with serving() as gone:
        port = gone.port
    async with asking(HERE, clock) as client:
        reasons = []
        for number in range(6):
            with pytest.raises(Failed) as raised:
                await client.get(f"http://127.0.0.3:{port}/{number}", NOTHING)
            reasons.append(raised.value.reason)
            assert raised.value.passing

    assert client.requests == 12
    assert reasons[3:] == ["127.0.0.3 did not answer 3 times in a row and is not asked again in this run"] * 3


async def test_what_has_not_changed_does_not_come_again(web: Web, clock: StoppedClock) -> None:
    def reply(asked: Asked) -> Reply:
        is_known = asked.fields.get("if-none-match") == '"7"'
        return (
            Reply(status=304) if is_known else Reply(PAGE, fields={"ETag": '"7"', "Last-Modified": "today"})
        )

    url = web.put("127.0.0.2/ferry", reply)

    first = await get(url, clock)
    again = await get(url, clock, known=first.validators)

    assert first.validators == Validators('"7"', "today")
    assert not first.is_unchanged
    assert again.is_unchanged
    assert web.asked[1].fields["if-modified-since"] == "today"


async def test_robots_rules_are_asked_for_once_and_kept(web: Web, clock: StoppedClock) -> None:
    web.put("127.0.0.2/robots.txt", "User-agent: *\nDisallow: /private*.html$\nAllow: /private/ferry")
    allowed, refused = web.put("127.0.0.2/private/ferry", PAGE), web.put("127.0.0.2/private/x.html", PAGE)

    async with asking(replace(HERE, robots=True), clock) as client:
        await client.get(allowed, NOTHING)
        with pytest.raises(Failed, match=r"robots\.txt does not allow it"):
            await client.get(refused, NOTHING)

    assert [asked.path for asked in web.asked] == ["/robots.txt", "/private/ferry"]


async def test_rules_for_this_program_stand_before_those_for_all(web: Web, clock: StoppedClock) -> None:
    web.put("127.0.0.2/robots.txt", "User-agent: *\nDisallow: /\nUser-agent: Copydesk\nAllow: /")

    assert (await get(web.put("127.0.0.2/ferry", PAGE), clock, replace(HERE, robots=True))).body == PAGE


async def test_a_redirect_does_not_lead_around_the_rules(web: Web, clock: StoppedClock) -> None:
    url = web.put("127.0.0.2/ferry", Reply(status=302, fields={"Location": web.url("127.0.0.3/ferry")}))
    web.put("127.0.0.3/ferry", PAGE)
    web.put("127.0.0.3/robots.txt", "User-agent: *\nDisallow: /")

    assert "robots.txt" in (await failure(url, clock, replace(HERE, robots=True))).reason
    assert web.times("127.0.0.3/ferry") == 0


async def test_a_site_whose_rules_cannot_be_had_is_not_asked(web: Web, clock: StoppedClock) -> None:
    web.put("127.0.0.2/robots.txt", Reply(status=503))
    url = web.put("127.0.0.2/ferry", PAGE)

    failed = await failure(url, clock, replace(HERE, robots=True))

    assert failed.reason == "robots.txt could not be had: the server answered 503"
    assert failed.passing
    assert web.times("127.0.0.2/ferry") == 0


async def test_a_crawl_delay_is_kept_between_requests(web: Web, clock: StoppedClock) -> None:
    web.put("127.0.0.2/robots.txt", "User-agent: *\nCrawl-delay: 7")
    urls = [web.put(f"127.0.0.2/{number}", PAGE) for number in range(4)]

    async with asking(replace(HERE, robots=True), clock) as client:
        await asyncio.gather(*(client.get(url, NOTHING) for url in urls))

    assert sum(clock.slept) == 21


async def test_no_more_requests_run_at_once_than_are_allowed(web: Web, clock: StoppedClock) -> None:
    urls = [web.put(f"127.0.0.{host}/{number}", PAGE) for number in range(30) for host in (2, 3)]

    async with asking(replace(HERE, per_host=3, in_all=5), clock) as client:
        await asyncio.gather(*(client.get(url, NOTHING) for url in urls))

    assert len(web.asked) == 60
    assert max(web.most_at_once.values()) <= 3


def test_a_time_to_wait_is_told_in_seconds_or_as_a_date() -> None:
    from copydesk.tasks.fetching.failures import seconds_to_wait

    now = datetime(2026, 3, 1)
    assert seconds_to_wait("120", now) == 120
    assert seconds_to_wait("Sun, 01 Mar 2026 00:02:00 GMT", now) == 120
    assert seconds_to_wait("Sun, 01 Mar 2020 00:02:00 GMT", now) == 0
    assert [seconds_to_wait(odd, now) for odd in (None, "", "-5", "soon", "9" * 40)] == [None] * 5
