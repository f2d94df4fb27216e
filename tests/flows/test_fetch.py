"""`copydesk ingest https://…`: settings, sources and the command line, on a real server."""

import json
import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from copydesk.flows.cli import main
from copydesk.flows.settings import load_settings
from copydesk.flows.settings_file import settings_file
from copydesk.flows.source_settings import Reading
from copydesk.flows.sources import UnaskableSourceError, chosen_sources
from copydesk.flows.windows import limits_of, since, web_source
from tests.desks import new_desk, published
from tests.web import Reply, Web, serving

Run = Callable[..., tuple[int, dict[str, Any], str]]
STORY = "The ferry to Holm was cancelled on Friday because the ice in the sound had grown too thick. " * 4


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as web:
        yield web


@pytest.fixture
def command(
    prefect_server: object, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    assert prefect_server
    for name in ("DO_NOT_TRACK", "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"):
        monkeypatch.setenv(name, os.environ.get(name, "1" if name == "DO_NOT_TRACK" else "CRITICAL"))

    def run(*words: object) -> tuple[int, dict[str, Any], str]:
        capsys.readouterr()
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return code, json.loads(out) if out else {}, err

    return run


def test_a_configured_feed_and_a_page_and_a_file_are_taken_in_by_one_run(
    web: Web, command: Run, tmp_path: Path
) -> None:
    desk = new_desk(tmp_path / "desk")
    link = web.put("127.0.0.2/1", f"<html><article><h1>Ferry</h1><p>{STORY}</p></article></html>")
    item = f"<rss version='2.0'><channel><item><title>Ferry</title><link>{link}</link></item></channel></rss>"
    at = web.put("127.0.0.2/feed", Reply(item.encode()))
    desk.settings.write_text(
        f'[fetch]\nallow_private = true\ncontact = "desk@harbour.example"\n'
        f'[[source]]\nname = "Harbour Post"\nlocation = "{at}"\nkind = "feed"\n'
    )
    (tmp_path / "note.txt").write_text("Nine of the eleven beekeepers report that their hives are well.")

    code, told, _ = command("ingest", "Harbour Post", tmp_path / "note.txt", "--desk", desk.folder, "--json")

    assert (code, told["new"], told["asked"], told["unchanged_urls"], told["rejected"]) == (0, 2, 2, 0, 0)
    assert all("(+desk@harbour.example)" in asked.fields["user-agent"] for asked in web.asked)
    [source] = published(desk, "select kind, location, failures from sources where name = 'Harbour Post'")
    assert source == {"kind": "web", "location": at, "failures": 0}
    [run] = published(desk, "select asked, unchanged_urls, state from runs")
    assert run == {"asked": 2, "unchanged_urls": 0, "state": "Completed"}


def test_a_file_of_urls_is_a_list_of_what_to_ask_for(web: Web, command: Run, tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "desk")
    desk.settings.write_text("[fetch]\nallow_private = true\n")
    html = "<html><article><h1>Ferry</h1><p>{}</p></article></html>"
    links = [web.put(f"127.0.0.{host}/1", html.format(f"In harbour {host}: {STORY}")) for host in (2, 3)]
    (tmp_path / "links.txt").write_text("# what to read\n" + "\n".join(links) + "\n")

    first = command("ingest", tmp_path / "links.txt", "--desk", desk.folder, "--json")
    again = command("ingest", tmp_path / "links.txt", "--desk", desk.folder, "--json")

    assert (first[0], first[1]["new"], first[1]["asked"]) == (0, 2, 2)
    assert (again[0], again[1]["asked"]) == (0, 0)
    assert published(desk, "select source, feed from raw_documents") == [
        {"source": "127.0.0.2", "feed": "links.txt"},
        {"source": "127.0.0.3", "feed": "links.txt"},
    ]


def test_a_line_that_is_no_url_is_refused_once_until_it_is_mended(
    web: Web, command: Run, tmp_path: Path
) -> None:
    desk = new_desk(tmp_path / "desk")
    desk.settings.write_text("[fetch]\nallow_private = true\n[ingest]\nmax_reject_share = 0.4\n")
    link = web.put("127.0.0.2/1", f"<html><article><h1>Ferry</h1><p>{STORY}</p></article></html>")
    told = []
    for first_line in ("url", "url", "# url"):
        (tmp_path / "links.txt").write_text(f"{first_line}\n{link}\n{link}#top\n")
        code, summary, _ = command("ingest", tmp_path / "links.txt", "--desk", desk.folder, "--json")
        unresolved = published(desk, "select location from rejects where resolved_at is null")
        told.append((code, summary["new"], summary["rejected"], len(unresolved)))

    assert told == [(3, 1, 1, 1), (0, 0, 0, 1), (0, 0, 0, 0)]


def test_this_machine_is_not_asked_unless_the_settings_allow_it(
    web: Web, command: Run, tmp_path: Path
) -> None:
    link = web.put("127.0.0.2/1", f"<html><p>{STORY}</p></html>")

    code, told, _ = command("ingest", link, "--desk", tmp_path / "desk", "--json")

    assert (code, told["rejected"], web.asked) == (3, 1, [])
    assert told["rejects_by_reason"] == {"127.0.0.2 is a private address, which is not asked": 1}


def test_a_page_that_is_asked_for_again_stands_in_the_log(web: Web, command: Run, tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "desk")
    desk.settings.write_text("[fetch]\nallow_private = true\n")
    answers = iter([Reply(status=503), Reply(f"<html><p>{STORY}</p></html>".encode())])
    link = web.put("127.0.0.2/1", lambda _: next(answers))

    assert command("ingest", link, "--desk", desk.folder, "--json")[0] == 0

    log = [json.loads(line) for line in (desk.folder / "logs" / "copydesk.jsonl").read_text().splitlines()]
    [retry] = [line for line in log if line["event"] == "asked again"]
    assert (retry["url"], retry["after"]) == (link, "the server answered 503")
    assert (retry["level"], retry["wait_seconds"], bool(retry["run"])) == ("warning", 2.0, True)


def test_a_dry_run_asks_and_keeps_nothing(web: Web, command: Run, tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "desk")
    desk.settings.write_text("[fetch]\nallow_private = true\n")
    link = web.put("127.0.0.2/1", f"<html><p>{STORY}</p></html>")

    code, told, _ = command("ingest", link, "--desk", desk.folder, "--dry-run", "--json")
    again = command("ingest", link, "--desk", desk.folder, "--json")

    assert (code, told["new"]) == (0, 1)
    assert again[1]["new"] == 1


def test_a_url_that_cannot_be_asked_for_is_told_before_anything_is_started(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "desk")

    with pytest.raises(UnaskableSourceError, match="a name or a password"):
        [source] = chosen_sources(["https://me:pw@a.example/"], load_settings(desk.settings), desk, Reading())
        source.read()
    assert main(["ingest", "https://me:pw@a.example/", "--desk", str(desk.folder)]) == 2


def test_every_setting_of_fetching_reaches_the_limits(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "desk")
    desk.settings.write_text(
        "[fetch]\nper_host = 3\nin_all = 7\nconnect_seconds = 1\ndeadline_seconds = 2\n"
        "max_bytes = 9\nlongest_wait_seconds = 4\n"
        'allow_private = true\nrobots = false\ncontact = "all@a.example"\n'
        '[[source]]\nname = "a"\nlocation = "https://a.example/"\ncontact = "own@a.example"\n'
        "window_days = 2\n"
        '[[source]]\nname = "b"\nlocation = "https://b.example/?utm_source=x"\nkind = "sitemap"\n'
    )
    settings = load_settings(desk.settings)

    limits = limits_of(settings.fetch, 300)
    one, other = (
        web_source(source, settings.fetch) for source in chosen_sources([], settings, desk, Reading())
    )

    assert (limits.per_host, limits.in_all, limits.max_bytes) == (3, 7, 9)
    assert (limits.connect_seconds, limits.deadline_seconds, limits.longest_wait_seconds) == (1, 2, 4)
    assert (limits.reach.allow_private, limits.robots, limits.window_answers) == (True, False, 300)
    assert (one.contact, other.contact, other.kind, other.url) == (
        "own@a.example", "all@a.example", "sitemap", "https://b.example/",
    )  # fmt: skip
    assert one.oldest is not None
    assert other.oldest is None
    assert (one.for_once, since(Reading(), one)) == (False, one)
    own = since(Reading(since="2024-05-01"), one)
    assert (own.oldest, own.for_once) == (datetime(2024, 5, 1), True)


def test_pages_of_a_list_of_urls_are_each_of_their_own_host(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "desk")
    desk.settings.write_text(
        '[[source]]\nname = "links"\nlocation = "https://a.example/links.txt"\nkind = "urls"\n'
        '[[source]]\nname = "Post"\nlocation = "https://b.example/rss"\n'
    )
    settings = load_settings(desk.settings)

    links, post = (
        web_source(source, settings.fetch) for source in chosen_sources([], settings, desk, Reading())
    )

    assert (links.outlet, links.origin("https://www.c.example/1").outlet) == (None, "c.example")
    assert post.outlet == "Post"


def test_the_settings_file_of_a_new_desk_explains_fetching() -> None:
    written = settings_file()
    assert "[fetch]" in written
    assert "# allow_private = false" in written
