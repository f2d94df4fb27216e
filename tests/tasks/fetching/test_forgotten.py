"""Pages that somebody withdrew are not asked for again, and nothing but hashes tells which they were."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from copydesk.flows.cli import main
from copydesk.storage.desk import Desk
from copydesk.tasks.fetching.answers import WebSource
from tests.desks import live, new_desk, published
from tests.soundness import assert_sound
from tests.tasks.fetching.test_fetching import fetch, page, sitemap
from tests.web import Reply, StoppedClock, Web, serving


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


def listed(web: Web, *places: str, when: str = "2026-03-06T10:00:00Z") -> WebSource:
    at = web.put("127.0.0.2/map", sitemap(*((web.url(place), when) for place in places)))
    return WebSource("Harbour", at)


def forget(desk: Desk, *words: str) -> None:
    assert main(["forget", *words, "--desk", str(desk.folder)]) == 0


def files_with(desk: Desk, words: str) -> list[str]:
    files = [path for path in desk.folder.rglob("*") if path.is_file()]
    return sorted(path.name for path in files if words.encode() in path.read_bytes())


async def test_a_withdrawn_page_is_never_asked_for_again_under_any_address_that_led_to_it(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    web.put("127.0.0.2/zebrawood-story", page(1))
    web.put(
        "127.0.0.3/zebrawood-link",
        Reply(status=302, fields={"Location": web.url("127.0.0.2/zebrawood-story")}),
    )
    web.put("127.0.0.2/other", Reply(status=404))
    source = listed(web, "127.0.0.3/zebrawood-link", "127.0.0.2/other")
    await fetch(desk, clock, source)
    assert files_with(desk, "zebrawood")

    forget(desk, "--url", web.url("127.0.0.2/zebrawood-story"), "--reason", "a court order", "--yes")

    assert files_with(desk, "zebrawood") == []
    assert {row["url"] for row in live(desk, "from asked_urls")} == {source.url, web.url("127.0.0.2/other")}
    web.put(
        "127.0.0.4/zebrawood-again",
        Reply(status=301, fields={"Location": web.url("127.0.0.2/zebrawood-story")}),
    )
    places = ("127.0.0.3/zebrawood-link", "127.0.0.2/zebrawood-story", "127.0.0.4/zebrawood-again")
    web.asked.clear()
    for day in (7, 8):
        await fetch(desk, clock, listed(web, *places, when=f"2026-03-{day:02}"))
        clock.pass_hours(24)
    assert [web.times(place) for place in places] == [0, 1, 1]
    assert published(desk, "from articles") == []
    assert files_with(desk, "zebrawood") == []
    assert_sound(desk)

    [stone] = published(desk, "from tombstones")
    forget(desk, str(stone["article_id"]), "--undo")
    assert (await fetch(desk, clock, listed(web, *places, when="2026-03-12"))).new == 1


async def test_refusals_of_a_withdrawn_page_go_with_it(web: Web, clock: StoppedClock, desk: Desk) -> None:
    web.put("127.0.0.2/zebrawood", Reply(status=404))
    source = listed(web, "127.0.0.2/zebrawood")
    await fetch(desk, clock, source)
    web.put("127.0.0.2/zebrawood", page(1))
    clock.pass_hours(6)
    assert (await fetch(desk, clock, source)).new == 1

    forget(desk, "--source", "127.0.0.2", "--reason", "x", "--yes")

    assert live(desk, "from rejects") == published(desk, "from rejects") == []
    assert files_with(desk, "zebrawood") == []


async def test_a_page_of_which_one_version_stays_is_still_asked_for(
    web: Web, clock: StoppedClock, desk: Desk
) -> None:
    link = web.put("127.0.0.2/1", page(1))
    await fetch(desk, clock, listed(web, "127.0.0.2/1"))
    [first] = published(desk, "from articles")
    web.put("127.0.0.2/1", page(1, more="A correction: there were nineteen lorries, and the baker is well."))
    clock.pass_hours(2)
    await fetch(desk, clock, listed(web, "127.0.0.2/1", when="2026-03-06T13:00:00Z"))

    forget(desk, str(first["article_id"]), "--reason", "libel", "--yes")
    clock.pass_hours(24)
    web.asked.clear()
    await fetch(desk, clock, listed(web, "127.0.0.2/1", when="2026-03-07T10:00:00Z"))

    assert web.times("127.0.0.2/1") == 1
    assert link in {row["url"] for row in live(desk, "from asked_urls")}
    assert len(published(desk, "from articles")) == 1
