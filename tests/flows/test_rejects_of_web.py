"""`copydesk rejects retry` of what was refused on the web: it is asked for again, as politely as ever."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from copydesk.flows.cli import main
from copydesk.storage.desk import Desk
from tests.desks import new_desk, published
from tests.soundness import assert_sound
from tests.web import Reply, Web, serving

Retry = Callable[..., dict[str, Any]]
HTML = {"Content-Type": "text/html; charset=utf-8"}
STORY = "The ferry to Holm was cancelled on Friday because the ice in the sound had grown too thick. " * 4


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as web:
        yield web


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = new_desk(tmp_path / "desk")
    desk.settings.write_text("[ingest]\nmax_reject_share = 1\n[fetch]\nallow_private = true\n")
    return desk


@pytest.fixture
def command(
    prefect_server: object, desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Retry:
    assert prefect_server
    monkeypatch.setenv("DO_NOT_TRACK", "1")
    monkeypatch.setenv("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")

    def run(*words: object) -> dict[str, Any]:
        capsys.readouterr()
        assert main([*map(os.fspath, map(str, words)), "--json", "--desk", str(desk.folder)]) == 0
        told: dict[str, Any] = json.loads(capsys.readouterr().out)
        return told

    return run


def page(number: int) -> Reply:
    html = f"<html><article><h1>Ferry {number}</h1><p>In harbour {number}: {STORY}</p></article></html>"
    return Reply(html.encode(), fields=HTML)


def feed(*links: str) -> str:
    date = "<pubDate>Fri, 06 Mar 2026 08:30:00 GMT</pubDate>"
    items = "".join(f"<item><link>{link}</link>{date}</item>" for link in links)
    return f"<rss version='2.0'><channel>{items}</channel></rss>"


def still_refused(desk: Desk) -> dict[str, str]:
    rows = published(desk, "select uri, reason from rejects where resolved_at is null")
    return {row["uri"].rpartition("/")[2]: row["reason"] for row in rows}


def test_refused_pages_are_asked_for_again_and_what_can_be_had_is_resolved(
    web: Web, command: Retry, desk: Desk
) -> None:
    hollow = Reply(b"<html><body><div></div></body></html>", fields=HTML)
    replies = {"fine": page(0), "late": Reply(status=404), "hollow": hollow, "other": hollow}
    replies |= {"gone": Reply(status=410), "absent": Reply(status=404)}
    links = [web.put(f"127.0.0.2/{name}", reply) for name, reply in replies.items()]
    at = web.put("127.0.0.2/feed", feed(*links))
    command("ingest", at)
    assert len(still_refused(desk)) == 5
    groups = command("rejects")["groups"]
    assert {"the server answered 404", "the server answered 410"} < {group["reason"] for group in groups}
    web.put("127.0.0.2/late", page(1))
    web.put("127.0.0.2/hollow", page(2))
    web.asked.clear()

    told = command("rejects", "retry")

    assert told["retried"] == {"tried": 4, "resolved": 2, "still_refused": 2, "not_tried": 1}
    assert (told["new"], told["asked"]) == (2, 4)
    assert still_refused(desk) == {
        "other": "no text found in the page", "gone": "the server answered 410",
        "absent": "the server answered 404",
    }  # fmt: skip
    assert {web.times(f"127.0.0.2/{name}") for name in ("late", "hollow", "other", "absent")} == {1}
    assert [web.times(f"127.0.0.2/{name}") for name in ("robots.txt", "feed", "fine", "gone")] == [1, 0, 0, 0]
    late = published(desk, "select published_from from raw_documents where url like '%late'")
    assert late == [{"published_from": "feed"}]
    tried = published(desk, "select distinct attempts from rejects where uri not like '%gone'")
    assert tried == [{"attempts": 2}]
    assert_sound(desk)


def test_a_list_that_could_not_be_had_brings_its_pages_when_it_is_tried_again(
    web: Web, command: Retry, desk: Desk
) -> None:
    at = web.put("127.0.0.2/feed", Reply(status=404))
    with desk.settings.open("a") as settings:
        settings.write(f'[[source]]\nname = "Harbour Post"\nlocation = "{at}"\nkind = "feed"\n')
    command("ingest")
    web.put("127.0.0.2/feed", feed(web.put("127.0.0.2/1", page(1))))

    told = command("rejects", "retry", "--source", "Harbour Post")

    assert told["retried"] == {"tried": 1, "resolved": 1, "still_refused": 0, "not_tried": 0}
    assert published(desk, "select source from articles") == [{"source": "Harbour Post"}]
    assert still_refused(desk) == {}


def test_robots_and_addresses_that_are_not_asked_bind_a_retry_too(
    web: Web, command: Retry, desk: Desk
) -> None:
    link = web.put("127.0.0.2/1", page(1))
    web.put("127.0.0.2/robots.txt", Reply(b"User-agent: *\nDisallow: /"))
    command("ingest", link)

    assert command("rejects", "retry")["retried"]["still_refused"] == 1
    desk.settings.write_text("[ingest]\nmax_reject_share = 1\n")
    assert command("rejects", "retry")["retried"]["still_refused"] == 1

    assert web.times("127.0.0.2/1") == 0
    assert still_refused(desk) == {"1": "127.0.0.2 is a private address, which is not asked"}
