"""The report and the explanations, as a person meets them."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from copydesk.flows.cli import main
from copydesk.storage.desk import Desk
from tests.browser.visits import NARROW, WIDE, Scheme, visiting
from tests.desks import document, new_desk, take

pytestmark = pytest.mark.browser

HOSTILE = (
    "</style></script><script>alert(1)</script><img src=http://192.0.2.1/x onerror=alert(2)>\u202e\u200b"
)
STORIES: Mapping[str, str] = {
    "en": "The lighthouse on Gannet Rock went dark on Saturday for the first time since the war, and the "
    "keepers lit storm lanterns along the mole.",
    "ar": "انطفأت المنارة على صخرة الغاق يوم السبت للمرة الأولى منذ الحرب وأشعل الحراس فوانيس العاصفة. "
    "ووجد المهندسون أن نورسا بنى عشه داخل المرحل وانتظرت تسع عشرة سفينة حتى طلوع النهار.",
    "zh": "塘鹅岩上的灯塔周六自战争以来首次熄灭，看守人沿着防波堤点燃了风暴灯。"
    "工程师发现一只海鸥在继电器里筑了巢。",
}
PAGES = ("report", "empty", "pair", "article")
OPEN_ALL = "document.querySelectorAll('details').forEach(one => one.open = true)"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Stories in three scripts, each with a copy, some of them hostile, over a month."""
    made = new_desk(tmp_path_factory.mktemp("pages") / "harbour desk")
    copies = []
    for day, (language, story) in enumerate(STORIES.items(), start=1):
        dated = {"published_precision": "day", "language": language}
        first, second = datetime(2024, 3, day), datetime(2024, 3, day + 20)
        copies.append(document(story, "Post", external_id=language, published_at=first, **dated))
        copies.append(document(f"{story} {HOSTILE}", HOSTILE, title=HOSTILE, published_at=second, **dated))
    take(
        made,
        [*copies, document(f"{STORIES['en']}\nKeep reading with a 7-day free trial", external_id="stub")],
    )
    return made


@pytest.fixture(scope="module")
def pages(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The pages by name."""
    folder = tmp_path_factory.mktemp("written")
    files = {name: folder / f"{name}.html" for name in PAGES}
    empty = new_desk(folder / "empty")
    take(empty, [])
    for words in (
        ["report", "-o", str(files["report"]), "--desk", str(desk.folder)],
        ["report", "-o", str(files["empty"]), "--desk", str(empty.folder)],
        ["explain", "en", "stub", "-o", str(files["pair"]), "--desk", str(desk.folder)],
        ["explain", "stub", "-o", str(files["article"]), "--desk", str(desk.folder)],
    ):
        assert main(words) == 0
    return files


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_for_nothing_and_complains_of_nothing(
    browser: Browser, pages: Mapping[str, Path], name: str, scheme: Scheme
) -> None:
    with visiting(browser, pages[name], scheme=scheme) as visit:
        visit.page.evaluate(OPEN_ALL)
        assert visit.page.screenshot(full_page=True)

    assert visit.asked == [pages[name].as_uri()]
    assert visit.complaints == visit.refused == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible(browser: Browser, pages: Mapping[str, Path], name: str, scheme: Scheme) -> None:
    with visiting(browser, pages[name], scheme=scheme) as visit:
        visit.page.evaluate(OPEN_ALL)
        found = Axe().run(visit.page)

    assert [fault["id"] for fault in found.response["violations"]] == []


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_into_its_window(
    browser: Browser, pages: Mapping[str, Path], name: str, width: int
) -> None:
    with visiting(browser, pages[name], width) as visit:
        visit.page.evaluate(OPEN_ALL)
        assert visit.page.evaluate("document.documentElement.scrollWidth") == width


def test_texts_run_in_their_own_direction(browser: Browser, pages: Mapping[str, Path]) -> None:
    with visiting(browser, pages["report"]) as visit:
        directions = {
            one.get_attribute("lang"): one.evaluate("one => getComputedStyle(one).direction")
            for one in visit.page.locator(".text").all()
        }

    assert directions == {"ar": "rtl", "en": "ltr", "zh": "ltr"}


def test_a_report_is_walked_through_by_keyboard(browser: Browser, pages: Mapping[str, Path]) -> None:
    focused = "document.activeElement.textContent"
    with visiting(browser, pages["report"]) as visit:
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate(focused) == "Skip to the content"
        visit.page.keyboard.press("Tab")
        visit.page.keyboard.press("Enter")
        assert visit.page.url.endswith("#arrivals")
        summary = visit.page.get_by_text("The figures of this chart").first
        summary.focus()
        visit.page.keyboard.press("Enter")
        assert visit.page.get_by_role("columnheader", name="Day").is_visible()


def test_print_leaves_out_what_only_a_screen_needs(browser: Browser, pages: Mapping[str, Path]) -> None:
    with visiting(browser, pages["report"], scheme="dark") as visit:
        visit.page.emulate_media(media="print")
        assert not visit.page.get_by_role("navigation").is_visible()
        paper = "getComputedStyle(document.body).backgroundColor"
        assert visit.page.evaluate(paper) == "rgb(255, 255, 255)"
        assert visit.page.pdf().startswith(b"%PDF")
