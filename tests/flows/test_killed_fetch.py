"""`kill -9` amid runs that fetch, each a process of its own, from a server that counts what it is asked."""

import asyncio
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path

import pytest

from benchmarks.killed_runs import MarkedRun, check_run, is_alive, marked_runs
from copydesk.storage.desk import Desk
from tests.desks import live, new_desk, published
from tests.web import Asked, Reply, Web, serving

SEED = 5
HOSTS, PAGES, WINDOW = 4, 60, 5
# Of each run so many pages are answered at once, and the others when some of them are in the desk.
AT_ONCE = 12
# At which page each run dies: at the 21st, with two requests at a time for a host, some are in the desk.
# Pages that are not there are answered at once and not counted.
FATAL = (range(21, 30), range(1, 13), range(21, 30))
HTML = {"Content-Type": "text/html; charset=utf-8"}


class Site:
    """A feed and its pages; it kills the run that asks, a moment after the page that it is told."""

    def __init__(self, web: Web) -> None:
        self.victim = 0
        self.gate = threading.Event()
        self.pages = {web.url(place): place for place in map(_place, range(PAGES))}
        self._web = web
        self._fatal, self._seconds, self._answered = 0, 0.0, 0
        for number, place in enumerate(self.pages.values()):
            web.put(place, partial(self._reply, _page(number)))
        items = "".join(f"<item><link>{url}</link></item>" for url in self.pages)
        body = f"<rss version='2.0'><channel>{items}</channel></rss>".encode()
        self.feed = web.put("127.0.0.2/feed", partial(_unless_known, body))

    def begin(self, fatal: int, seconds: float) -> None:
        """Count anew; a run dies so many seconds after its page of this number was asked for."""
        self._fatal, self._seconds, self._answered = fatal, seconds, 0
        self.gate.clear()
        self._web.asked.clear()

    def asked(self) -> list[str]:
        """Return the pages that were asked for since."""
        return [url for asked in self._web.asked if (url := self._web.url(asked.place)) in self.pages]

    def _reply(self, page: Reply, _: Asked) -> Reply:
        if page.status != 200:
            return page
        self._answered += 1
        if self._answered == self._fatal:
            threading.Timer(self._seconds, os.kill, (self.victim, signal.SIGKILL)).start()
        waits = self._answered > AT_ONCE
        return Reply(fields=HTML, parts=partial(self._parts, page.body, waits))

    async def _parts(self, body: bytes, waits: bool) -> AsyncIterator[bytes]:
        while waits and not self.gate.is_set():
            await asyncio.sleep(0.02)
        yield body


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as web:
        yield Site(web)


@pytest.fixture
def desk(site: Site, tmp_path: Path) -> Desk:
    desk = new_desk(tmp_path / "desk")
    desk.settings.write_text(
        f"[ingest]\nwindow_documents = {WINDOW}\npublish_minutes = 0.00001\nmax_reject_share = 1\n"
        f'[fetch]\nallow_private = true\n[[source]]\nname = "Harbour"\nlocation = "{site.feed}"\n'
    )
    return desk


def test_after_kills_amid_fetching_nothing_is_asked_twice_that_is_had_and_every_page_is_there_once(
    prefect_server: object, site: Site, desk: Desk, tmp_path: Path
) -> None:
    assert prefect_server
    chance = random.Random(SEED)
    had: list[int] = []
    with marked_runs(tmp_path) as runs:
        for fatal in (*map(chance.choice, FATAL), 0):
            known = {row["url"] for row in live(desk, "select url from asked_urls")} if had else set()
            had.append(len(known))
            site.begin(fatal, chance.random() * 0.2)
            run = runs.start(desk, "Harbour")
            _watch(run, site, desk)
            status = runs.wait(run)
            assert not known & set(site.asked())
            assert max(Counter(site.asked()).values(), default=1) == 1
            assert status in (0, -signal.SIGKILL), run.told()

    assert status == 0
    assert 0 < had[1] < PAGES
    assert sorted(_ends(desk)) == sorted(site.pages)
    check_run(desk)


def _watch(run: MarkedRun, site: Site, desk: Desk) -> None:
    """Let all pages be answered when the run has brought some into the desk."""
    site.victim, before = run.process, _count(desk)
    while is_alive(run.process):
        if not site.gate.is_set() and _count(desk) > before:
            site.gate.set()
        time.sleep(0.02)


def _count(desk: Desk) -> int:
    return len(_ends(desk)) if desk.published.exists() else 0


def _ends(desk: Desk) -> list[str]:
    """Return the address of everything that is published, as article or as reject."""
    ends = "select uri from raw_documents union all select uri from rejects where resolved_at is null"
    return [row["uri"] for row in published(desk, ends)]


def _place(number: int) -> str:
    return f"127.0.0.{number % HOSTS + 2}/{number}"


def _page(number: int) -> Reply:
    if number % 7 == 3:
        return Reply(status=404)
    if number % 7 == 5:
        return Reply(b"<html><body><div></div></body></html>")
    story = (
        f"The ferry number {number} stays in harbour until Thursday because of the ice, said the master of "
        f"the port. There are {number * 7 + 3} lorries on the quay, and the baker has flour left for "
        f"{number % 9 + 2} days, which is more than in the winter of the year before."
    )
    return Reply(f"<html><article><h1>Ferry {number}</h1><p>{story}</p></article></html>".encode())


def _unless_known(body: bytes, asked: Asked) -> Reply:
    is_known = asked.fields.get("if-none-match") == '"1"'
    return Reply(status=304) if is_known else Reply(body, fields={"ETag": '"1"'})
