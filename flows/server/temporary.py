"""A real Prefect server for the length of a run, when the user has none.

Nothing here imports Prefect, which takes 1 to 3 s: the server boots on the other core while the caller does.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from copydesk.flows.server.child import START_TIMEOUT_SECONDS, STOP_TIMEOUT_SECONDS, ServerChild
from copydesk.flows.server.environment import client_environment, server_environment, set_environment


class TemporaryServer:
    """A real Prefect server in a child process, on a loopback port of its own.

    `start` returns at once; `wait` returns when the server answers; `stop` lets it finish writing.
    """

    def __init__(self, child: ServerChild, port: int) -> None:
        self._child = child
        self._port = port
        self._replaced: dict[str, str | None] = {}

    @classmethod
    def start(cls, home: Path) -> Self:
        """Start a server that keeps its database, the history of all runs, in the folder `home`."""
        home = home.absolute()
        with socket.socket() as bound:
            # Bound here, listened to by the child: nobody else gets the port meanwhile.
            bound.bind(("127.0.0.1", 0))
            port: int = bound.getsockname()[1]
            return cls(ServerChild.start(home, bound, server_environment(home, port)), port)

    @property
    def api_url(self) -> str:
        """Where the server answers, known before it does."""
        return f"http://127.0.0.1:{self._port}/api"

    @property
    def log(self) -> Path:
        """What it wrote."""
        return self._child.log

    def record_runs(self) -> None:
        """Make this process's Prefect record its runs here until `stop`; cheapest before `import prefect`."""
        # It has no pages: nothing may link to them.
        settings = {**client_environment(self.api_url), "PREFECT_UI_URL": ""}
        self._replaced = {name: os.environ.get(name) for name in settings}
        set_environment(settings)

    def wait(self, timeout_seconds: float = START_TIMEOUT_SECONDS) -> None:
        """Return when the server answers; tell the end of its log if it does not."""
        self._child.wait(timeout_seconds)

    def stop(self, timeout_seconds: float = STOP_TIMEOUT_SECONDS) -> None:
        """Let the server write what it holds and end; end it after the time given."""
        set_environment(self._replaced)
        self._replaced = {}
        self._child.stop(timeout_seconds)


@contextmanager
def temporary_server(home: Path) -> Iterator[TemporaryServer]:
    """Give a server that answers, and stop it afterwards."""
    server = TemporaryServer.start(home)
    try:
        server.wait()
        yield server
    finally:
        server.stop()
