"""Where a run's page finds the reports of its desk: at the Prefect server, if that is the desk's own."""

import urllib.request
import zlib
from contextlib import suppress

from copydesk.storage.desk import Desk

REPORTS = "/reports"
LATEST = "latest"
DESK_HEADER = "copydesk-desk"
_TIMEOUT_SECONDS = 5.0


def desk_mark(desk: Desk) -> str:
    """Return what tells a desk from others and nobody where it lies."""
    return f"{zlib.crc32(str(desk.folder.resolve()).encode()):08x}"


def reports_link(desk: Desk) -> str | None:
    """Return where the server that records runs has the reports; None if it has none of this desk.

    The link begins at the server's root: it holds by whatever name that is reached, and on its next port.
    """
    from prefect.settings import PREFECT_API_URL

    root = (PREFECT_API_URL.value() or "").rstrip("/").removesuffix("/api")
    if not root.startswith(("http://", "https://")):
        return None
    with suppress(OSError), urllib.request.urlopen(f"{root}{REPORTS}/", timeout=_TIMEOUT_SECONDS) as answer:  # noqa: S310
        if answer.headers.get(DESK_HEADER) == desk_mark(desk):
            return f"{REPORTS}/{LATEST}"
    return None
