"""The Prefect server of `copydesk up`: with pages and schedules, started anew should it end."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from copydesk.flows.server.address import reachable_api
from copydesk.flows.server.child import ServerChild
from copydesk.flows.server.environment import client_environment, lasting_environment, set_environment
from copydesk.flows.up.place import AUTH_STRING, Place
from copydesk.storage.desk import Desk


class LastingServer:
    """A server that answers at one place until it is stopped.

    The socket stays open here: who asks while the server is being started anew waits and is answered.
    """

    def __init__(self, home: Path, place: Place, keep_runs_days: float) -> None:
        self._home = home.absolute()
        self._listener = place.bind()
        self._keep_runs_days = keep_runs_days
        port = self._listener.getsockname()[1]
        everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - looked up, not listened to
        self.api_url = _url(everywhere.get(place.host, place.host), port)
        self._url_for_others = _url(
            {host: socket.gethostname() for host in everywhere}.get(place.host, place.host), port
        )
        self._child = self._started()

    @property
    def pages(self) -> str:
        """Where people find its pages."""
        return self._url_for_others.removesuffix("/api")

    @property
    def process_id(self) -> int:
        """The server's process."""
        return self._child.process_id

    def wait(self) -> None:
        """Return when it answers; tell the end of its log if it does not."""
        self._child.wait()

    def keep_up(self) -> bool:
        """Start it anew if it has ended; tell whether it had."""
        if not self._child.has_ended:
            return False
        self._child = self._started()
        return True

    def stop(self) -> None:
        """Let it write what it holds and end."""
        self._listener.close()
        self._child.stop()

    def _started(self) -> ServerChild:
        return ServerChild.start(
            self._home,
            self._listener,
            lasting_environment(self._home, self._url_for_others, self._keep_runs_days),
        )


def _url(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/api"


@contextmanager
def server_for(desk: Desk, place: Place, keep_runs_days: float) -> Iterator[tuple[str, LastingServer | None]]:
    """Give the URL of the user's Prefect API; else that of a server which is starting, with that server."""
    os.environ["DO_NOT_TRACK"] = "1"
    os.environ["PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"] = "CRITICAL"
    if (url := reachable_api()) is not None:
        yield url, None
        return
    if place.auth is not None:
        set_environment({AUTH_STRING: place.auth, "PREFECT_API_AUTH_STRING": place.auth})
    server = LastingServer(desk.prefect_home, place, keep_runs_days)
    set_environment(client_environment(server.api_url))
    try:
        yield server.api_url, server
    finally:
        server.stop()
