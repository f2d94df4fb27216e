"""A real Prefect server for the length of a run, when the user has none.

Nothing here imports Prefect, which takes 1 to 3 s: the server boots on the other core while the caller does.
"""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Self

from copydesk.flows.server.environment import client_environment, server_environment, set_environment
from copydesk.storage.errors import CopydeskError

LOG_NAME = "server.log"
# A first start migrates an empty database: 8 CPU-s, several times that on a busy machine.
START_TIMEOUT_SECONDS = 180.0
STOP_TIMEOUT_SECONDS = 10.0
_LOG_TAIL_LINES = 15


class ServerStartError(CopydeskError):
    """The temporary Prefect server ended, or did not answer in time, before it was of use."""


class TemporaryServer:
    """A real Prefect server in a child process, on a loopback port of its own.

    `start` returns at once; `wait` returns when the server answers; `stop` lets it finish writing. The server
    ends when its standard input does, so it outlives neither `stop` nor this process, however that ends.
    """

    def __init__(self, process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
        self._process = process
        self._port = port
        self.log = log
        self._replaced: dict[str, str | None] = {}

    @classmethod
    def start(cls, home: Path) -> Self:
        """Start a server that keeps its database, the history of all runs, in the folder `home`."""
        home = home.absolute()
        try:
            home.mkdir(parents=True, exist_ok=True)
            output = (home / LOG_NAME).open("wb")
        except OSError as error:
            raise ServerStartError(f"cannot keep the records of the run in {home}: {error}") from error
        with output, socket.socket() as bound:
            # Bound here, listened to by the child: nobody else gets the port meanwhile.
            bound.bind(("127.0.0.1", 0))
            port: int = bound.getsockname()[1]
            process = subprocess.Popen(  # noqa: S603 - our own module, by this very interpreter
                [
                    sys.executable,
                    "-P",
                    "-m",
                    "copydesk.flows.server.process",
                    str(bound.fileno()),
                    str(os.getpid()),
                ],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=home,  # Prefect would read `prefect.toml` and `.env` of any other working directory
                env=server_environment(home, port),
                pass_fds=[bound.fileno()],
                start_new_session=True,  # Ctrl-C is for the run; how it ended is still to be taken down
            )
        return cls(process, port, home / LOG_NAME)

    @property
    def api_url(self) -> str:
        """Where the server answers, known before it does."""
        return f"http://127.0.0.1:{self._port}/api"

    def record_runs(self) -> None:
        """Make this process's Prefect record its runs here until `stop`; cheapest before `import prefect`."""
        settings = client_environment(self.api_url)
        self._replaced = {name: os.environ.get(name) for name in settings}
        set_environment(settings)

    def wait(self, timeout_seconds: float = START_TIMEOUT_SECONDS) -> None:
        """Return when the server answers; tell the end of its log if it does not."""
        deadline = time.monotonic() + timeout_seconds
        while not self._answers():
            code = self._process.poll()
            if code is not None:
                raise ServerStartError(
                    f"the Prefect server for this run ended with {code}; {self._log_tail()}"
                )
            if time.monotonic() > deadline:
                late = f"did not answer in {timeout_seconds:.0f} s"
                raise ServerStartError(f"the Prefect server for this run {late}; {self._log_tail()}")
            time.sleep(0.02)

    def stop(self, timeout_seconds: float = STOP_TIMEOUT_SECONDS) -> None:
        """Let the server write what it holds and end; end it after the time given."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        set_environment(self._replaced)
        self._replaced = {}
        try:
            self._process.wait(timeout_seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _answers(self) -> bool:
        with closing(http.client.HTTPConnection("127.0.0.1", self._port, timeout=5)) as connection:
            try:
                connection.request("GET", "/api/health")
                return connection.getresponse().status == http.client.OK
            except (OSError, http.client.HTTPException):
                return False

    def _log_tail(self) -> str:
        with suppress(OSError):
            lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
            return "\n".join([f"the end of its log, {self.log}:", *lines[-_LOG_TAIL_LINES:]])
        return f"its log {self.log} cannot be read"


@contextmanager
def temporary_server(home: Path) -> Iterator[TemporaryServer]:
    """Give a server that answers, and stop it afterwards."""
    server = TemporaryServer.start(home)
    try:
        server.wait()
        yield server
    finally:
        server.stop()
