"""The reports of a desk at its Prefect server."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from copydesk.flows.run_page.artifacts import newest_report
from copydesk.flows.server.links import reports_link
from copydesk.flows.server.reports import reports_of
from copydesk.flows.server.temporary import TemporaryServer
from copydesk.storage.desk import Desk
from tests.desks import document, new_desk, take

STORY = "The ferry to the island left the old harbour in the morning, forty people and a dog on board. " * 4
PASSWORD = "ada:engine"  # noqa: S105 - nobody's


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path / "desk")


async def get(desk: Desk, path: str, password: str | None = None, **given: Any) -> httpx.Response:
    transport = httpx.ASGITransport(Starlette(routes=[reports_of(desk, password)]))
    async with httpx.AsyncClient(
        transport=transport, base_url="http://desk", follow_redirects=True
    ) as client:
        return await client.get(f"/reports/{path}", **given)


async def test_the_latest_report_is_made_once_for_what_is_published(desk: Desk) -> None:
    assert (await get(desk, "latest")).status_code == 404
    take(desk, [document(STORY, source) for source in ("Harbour Post", "Market Times")])
    first, second = await get(desk, "latest"), await get(desk, "latest")
    assert first.status_code == 200, first.text
    assert "Market Times" in first.text
    assert (first.text, first.url) == (second.text, second.url)
    take(desk, [document(STORY, "Evening Mole")])
    assert "Evening Mole" in (await get(desk, "latest")).text
    assert len(list(desk.reports.glob("*.html"))) == 2


async def test_a_report_that_cannot_be_made_says_why(desk: Desk) -> None:
    desk.published.write_bytes(b"no database")
    answer = await get(desk, "latest")
    assert answer.status_code == 500
    assert "articles.duckdb" in answer.text


async def test_only_reports_are_served_and_none_can_reach_the_server(desk: Desk) -> None:
    (desk.reports / "week.html").write_text("<script>fetch('/api')</script>", encoding="utf-8")
    week = await get(desk, "week.html")
    assert week.headers["content-security-policy"].startswith("sandbox")
    desk.settings.write_text("", encoding="utf-8")
    for path in ("../copydesk.toml", "%2e%2e/copydesk.toml", "..%2fcopydesk.toml"):
        assert (await get(desk, path)).status_code == 404


@pytest.mark.parametrize("given", [None, ("ada", "wrong"), ("", "")])
async def test_reports_ask_for_the_password_too(desk: Desk, given: tuple[str, str] | None) -> None:
    (desk.reports / "week.html").write_text("a week", encoding="utf-8")
    for path in ("latest", "week.html"):
        refused = await get(desk, path, PASSWORD, auth=given)
        assert (refused.status_code, refused.headers["www-authenticate"][:5]) == (401, "Basic")
    garbled = await get(desk, "week.html", PASSWORD, headers={"Authorization": "Basic %"})
    assert garbled.status_code == 401
    assert (await get(desk, "week.html", PASSWORD, auth=("ada", "engine"))).text == "a week"


def test_a_run_links_to_the_reports_of_its_own_desk_alone(
    prefect_server: TemporaryServer, desk: Desk
) -> None:
    assert reports_link(desk) is None
    assert reports_link(Desk(prefect_server.log.parents[1])) == "/reports/latest"


def test_without_them_the_newest_report_is_named(desk: Desk) -> None:
    assert newest_report(desk) is None
    file = desk.reports / "report.html"
    file.write_text("", encoding="utf-8")
    assert newest_report(desk) == file
