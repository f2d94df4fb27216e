"""A page opened in the browser, and what that made the browser say and ask for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, ConsoleMessage, Page, Response

Scheme = Literal["light", "dark"]
WIDE, NARROW = 1280, 390
HEIGHT = 900


@dataclass
class Visit:
    """An open page, and what that came to: `refused` are the addresses that answered with an error.

    `complaints` are what the console says, errors and dialogs; a refused address is no complaint of its own.
    """

    page: Page
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def hear(self, said: ConsoleMessage) -> None:
        """Note what the console says, but for what `refused` tells better."""
        if not said.text.startswith("Failed to load resource"):
            self.complaints.append(f"{said.type}: {said.text}")

    def note(self, response: Response) -> None:
        """Note an answer that is an error."""
        if not response.ok:
            self.refused.append(response.url)


@contextmanager
def visiting(
    browser: Browser, address: str | Path, width: int = WIDE, scheme: Scheme = "light"
) -> Iterator[Visit]:
    """Open an address, or a file, in a window of its own."""
    context = browser.new_context(viewport={"width": width, "height": HEIGHT}, color_scheme=scheme)
    visit = Visit(context.new_page())
    visit.page.on("console", visit.hear)
    visit.page.on("response", visit.note)
    visit.page.on("requestfailed", lambda request: visit.refused.append(request.url))
    visit.page.on("websocket", lambda socket: visit.asked.append(socket.url))
    visit.page.on("pageerror", lambda error: visit.complaints.append(f"error: {error}"))
    visit.page.on("dialog", lambda dialog: visit.complaints.append(f"dialog: {dialog.message}"))
    visit.page.on("request", lambda request: visit.asked.append(request.url))
    visit.page.goto(address.as_uri() if isinstance(address, Path) else address)
    yield visit
    context.close()
