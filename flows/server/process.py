"""The child process that is the temporary Prefect server: `python -m … <bound socket> <parent>`.

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

if TYPE_CHECKING:
    import uvicorn

_GRACE_SECONDS = 8.0
_LOOK_EVERY_SECONDS = 1.0


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
    server = _server()
    lifeline.hold(server)
    server.run(sockets=[listener])


def _server() -> "uvicorn.Server":
    # Importing makes a million lasting objects; looking through them for garbage costs a tenth of the start.
    gc.disable()
    import uvicorn
    from prefect.server.api.server import create_app

    config = uvicorn.Config(
        create_app(final=True),
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
