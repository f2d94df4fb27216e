"""A page opened in the browser, and what that made the browser say and ask for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page

Scheme = Literal["light", "dark"]
WIDE, NARROW = 1280, 390
HEIGHT = 900


@dataclass
class Visit:
    """An open page: `complaints` are what the console says and errors, `asked` what addresses it asked."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@contextmanager
def visiting(
    browser: Browser, address: str | Path, width: int = WIDE, scheme: Scheme = "light"
) -> Iterator[Visit]:
    """Open an address, or a file, in a window of its own."""
    context = browser.new_context(viewport={"width": width, "height": HEIGHT}, color_scheme=scheme)
    visit = Visit(context.new_page())
    visit.page.on("console", lambda said: visit.complaints.append(f"{said.type}: {said.text}"))
    visit.page.on("pageerror", lambda error: visit.complaints.append(f"error: {error}"))
    visit.page.on("dialog", lambda dialog: visit.complaints.append(f"dialog: {dialog.message}"))
    visit.page.on("request", lambda request: visit.asked.append(request.url))
    visit.page.goto(address.as_uri() if isinstance(address, Path) else address)
    yield visit
    context.close()
