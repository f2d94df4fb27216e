"""A desk that `copydesk up` serves, as whoever is on duty sees it in Prefect's pages."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from copydesk.storage.desk import Desk
from tests.browser.visits import visiting
from tests.flows.up.test_up import Up, up

pytestmark = pytest.mark.browser

SEEDS = Path(__file__).parents[2] / "seeds"
SETTINGS = f"""
[[source]]
name = "seeds"
location = {str(SEEDS)!r}
interval_minutes = 600
"""
PATIENCE_SECONDS = 240.0
ENDS = {"Completed", "Failed", "Crashed"}
# Prefect's pages ask its own server for pictures that it does not have.
LACKING = re.compile(r"/(favicon\.ico|ico/undefined\.svg)$")


@dataclass(frozen=True)
class Served:
    """Where the pages are, and the ids of what was run there."""

    pages: str
    deployment: str
    run: str
    artifact: str


def run_by_hand(server: Up) -> str:
    """Start a run and wait for its end."""
    run = server.start_run("seeds")
    deadline = time.monotonic() + PATIENCE_SECONDS
    state = "Scheduled"
    while state not in ENDS:
        assert time.monotonic() < deadline, state
        time.sleep(0.5)
        state = server.state_of(run)
    assert state == "Completed"
    return run


@pytest.fixture(scope="module")
def served(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:  # noqa: ARG001
    """A new desk whose only source, the seeds, was run once; without a browser no server is started."""
    desk = Desk(tmp_path_factory.mktemp("served") / "desk")
    desk.create()
    desk.settings.write_text(SETTINGS, encoding="utf-8")
    with up(desk) as server:
        pages = server.wait_for(r"^pages  http").split()[1]
        server.wait_for(r"seeds +next run")
        [deployment] = server.ask("deployments/filter", deployments={"name": {"any_": ["seeds"]}})
        run = run_by_hand(server)
        summary = {"flow_run_id": {"any_": [run]}, "key": {"any_": ["ingest"]}}
        [artifact] = server.ask("artifacts/filter", artifacts=summary)
        yield Served(pages, deployment["id"], run, artifact["id"])


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        ("/dashboard", "Flow Runs"),
        ("/deployments", "maintain"),
        ("/deployments/deployment/{deployment}", "Next Run"),
        ("/deployments/deployment/{deployment}/run", "Files and folders of news texts"),
        ("/deployments/deployment/{deployment}/run", "Read files that are unchanged, too"),
        ("/deployments/deployment/{deployment}/run", "worked out when the run starts: today, yesterday"),
        ("/runs/flow-run/{run}", "event=committed"),
        ("/artifacts", "ingest"),
        ("/artifacts/artifact/{artifact}", "Completed: 5 documents read"),
    ],
)
def test_a_page_tells_what_is_to_be_known_and_asks_nobody_else(
    browser: Browser, served: Served, path: str, seen: str
) -> None:
    address = served.pages + path.format(
        deployment=served.deployment, run=served.run, artifact=served.artifact
    )
    with visiting(browser, address) as visit:
        visit.page.get_by_text(seen).first.wait_for(timeout=60_000)
        visit.page.wait_for_load_state("networkidle")
        assert visit.page.screenshot()

    own = (served.pages, served.pages.replace("http", "ws", 1), f"blob:{served.pages}", "data:")
    assert [url for url in visit.asked if not url.startswith(own)] == []
    assert [url for url in visit.refused if not LACKING.search(url)] == []
    assert [words for words in visit.complaints if words.startswith("error")] == []


def test_the_page_of_a_run_leads_to_the_report(browser: Browser, served: Served) -> None:
    with visiting(browser, f"{served.pages}/artifacts/artifact/{served.artifact}") as visit:
        link = visit.page.get_by_text("Open the report").first
        with visit.page.context.expect_page() as opened:
            link.click()
        assert opened.value.get_by_role("heading", level=1).text_content() is not None
        assert "Stoltenberg" in (opened.value.text_content("body") or "")


def test_the_pages_that_ask_an_outside_host_are_not_there(browser: Browser, served: Served) -> None:
    with visiting(browser, f"{served.pages}/v2/dashboard") as visit:
        visit.page.wait_for_load_state("networkidle")
        settings = visit.page.evaluate("fetch('/ui-settings').then(answer => answer.json())")

    assert settings["available_uis"] == ["v1"]
    assert [url for url in visit.asked if served.pages not in url and served.pages[4:] not in url] == []
