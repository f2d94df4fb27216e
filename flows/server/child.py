"""A real Prefect server in a child process, which ends when its standard input does."""

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Self

from copydesk.storage.errors import CopydeskError

LOG_NAME = "server.log"
# A first start migrates an empty database: 8 CPU-s, several times that on a busy machine.
START_TIMEOUT_SECONDS = 180.0
STOP_TIMEOUT_SECONDS = 10.0
_LOG_TAIL_LINES = 15


class ServerStartError(CopydeskError):
    """The Prefect server that was started ended, or did not answer in time, before it was of use."""


class ServerChild:
    """A server that is starting or running; it outlives neither `stop` nor this process."""

    def __init__(self, process: "subprocess.Popen[bytes]", address: tuple[str, int], log: Path) -> None:
        self._process = process
        self._address = address
        self.log = log

    @classmethod
    def start(cls, home: Path, bound: socket.socket, environment: dict[str, str]) -> Self:
        """Start a server that keeps its database and its log in the folder `home`; it is not up yet."""
        try:
            home.mkdir(parents=True, exist_ok=True)
            output = (home / LOG_NAME).open("wb")
        except OSError as error:
            raise ServerStartError(f"cannot keep the records of runs in {home}: {error}") from error
        with output:
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
                env=environment,
                pass_fds=[bound.fileno()],
                start_new_session=True,  # Ctrl-C is for the run; how it ended is still to be taken down
            )
        host, port, *_ = bound.getsockname()
        everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - looked up, not listened to
        return cls(process, (everywhere.get(host, host), port), home / LOG_NAME)

    @property
    def process_id(self) -> int:
        """Its process."""
        return self._process.pid

    @property
    def has_ended(self) -> bool:
        """Whether it is gone."""
        return self._process.poll() is not None

    def wait(self, timeout_seconds: float = START_TIMEOUT_SECONDS) -> None:
        """Return when the server answers; tell the end of its log if it does not."""
        deadline = time.monotonic() + timeout_seconds
        while not self._answers():
            if self.has_ended:
                code = self._process.returncode
                raise ServerStartError(f"the Prefect server ended with {code}; {self._log_tail()}")
            if time.monotonic() > deadline:
                late = f"did not answer in {timeout_seconds:.0f} s"
                raise ServerStartError(f"the Prefect server {late}; {self._log_tail()}")
            time.sleep(0.02)

    def stop(self, timeout_seconds: float = STOP_TIMEOUT_SECONDS) -> None:
        """Let the server write what it holds and end; end it after the time given."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(timeout_seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _answers(self) -> bool:
        with closing(http.client.HTTPConnection(*self._address, timeout=5)) as connection:
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
