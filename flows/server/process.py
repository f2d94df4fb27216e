"""The child process that is a desk's Prefect server: `python -m … <bound socket> <parent>`.

`prefect server start` does the same with a second of command-line program around it, and outlives its parent.
"""

import gc
import os
import select
import socket
import sqlite3
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.flows.server.home import DATABASE_NAME, prepare_home
from copydesk.storage.desk import Desk

if TYPE_CHECKING:
    import uvicorn

_GRACE_SECONDS = 8.0
_LOOK_EVERY_SECONDS = 1.0
NO_SUCH_PAGES = Path(__file__).parent / "no-such-pages"


class Lifeline:
    """Ends this process when the parent lets go of our standard input.

    For a parent that was killed the kernel does.
    """

    def __init__(self, parent: int) -> None:
        self._parent = parent
        self._server: uvicorn.Server | None = None
        threading.Thread(target=self._watch, daemon=True).start()

    def hold(self, server: "uvicorn.Server") -> None:
        """From now on end gracefully, so that what the server has received is written."""
        self._server = server

    def _watch(self) -> None:
        while self._parent_holds_on():
            pass
        if self._server is not None:
            self._server.should_exit = True
            time.sleep(_GRACE_SECONDS)
        os._exit(0)

    def _parent_holds_on(self) -> bool:
        ended, _, _ = select.select([sys.stdin.fileno()], [], [], _LOOK_EVERY_SECONDS)
        # A process forked by the parent may hold the other end of the pipe open after it.
        return not ended and os.getppid() == self._parent


def main() -> None:
    """Serve until the parent lets go."""
    listener = socket.socket(fileno=int(sys.argv[1]))
    lifeline = Lifeline(parent=int(sys.argv[2]))
    home = Path.cwd()
    try:
        prepare_home(home)
    except sqlite3.DatabaseError as error:
        sys.exit(
            f"{home / DATABASE_NAME} is damaged ({error}): move it away, and a new history of runs is begun"
        )
    server = _server(Desk(home.parent))
    lifeline.hold(server)
    server.run(sockets=[listener])


def _server(desk: Desk) -> "uvicorn.Server":
    # Importing makes a million lasting objects; looking through them for garbage costs a tenth of the start.
    gc.disable()
    import prefect
    import uvicorn
    from prefect.server.api.server import create_app
    from prefect.settings import PREFECT_SERVER_API_AUTH_STRING

    from copydesk.flows.server.reports import reports_of

    # Prefect's second set of pages asks an outside host, and the first one offers a switch to it; no setting
    # leaves it out, but a server that finds none does without.
    prefect.__ui_v2_static_path__ = NO_SUCH_PAGES
    app = create_app(final=True)
    # Prefect's pages answer everywhere else, so these come before them.
    app.router.routes.insert(0, reports_of(desk, PREFECT_SERVER_API_AUTH_STRING.value()))
    config = uvicorn.Config(
        app,
        access_log=False,
        log_level="warning",
        lifespan="on",
        timeout_graceful_shutdown=3,
    )
    gc.enable()
    gc.freeze()
    return uvicorn.Server(config)


if __name__ == "__main__":
    main()
