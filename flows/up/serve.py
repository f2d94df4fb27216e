"""The loop of `copydesk up`: look what is due, run one thing at a time, and leave nothing half done."""

import asyncio
import gc
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from prefect.client.orchestration import PrefectClient, get_client
from prefect.exceptions import PrefectException

from copydesk.flows.server.address import password_wanted
from copydesk.flows.settings import SettingsError
from copydesk.flows.up.attempt import Attempt
from copydesk.flows.up.board import Board
from copydesk.flows.up.queue import due, skipped
from copydesk.flows.up.server import LastingServer
from copydesk.flows.up.told import tell, tell_board, tell_ended, tell_events, tell_missed
from copydesk.storage.desk import Desk
from copydesk.storage.errors import CopydeskError

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

LOOK_EVERY_SECONDS = 2.0
_WATCH_EVERY_SECONDS = 1.0
_END_SECONDS = 5.0
# What a server that is away, or being started anew, makes of a request.
_AWAY = (httpx.HTTPError, PrefectException, OSError)


class ServerFaultError(CopydeskError):
    """The server refuses, or breaks off, what `copydesk up` begins with."""


class Service:
    """Serves a desk until it is told to stop."""

    def __init__(self, client: PrefectClient, desk: Desk) -> None:
        self.stop = asyncio.Event()
        self.hurry = asyncio.Event()
        self._board = Board(client, desk)
        self._client = client
        self._desk = desk
        self._settings = desk.settings
        self._settings_seen = _stamp(desk.settings)
        self._fault: str | None = None
        self._attempt: Attempt | None = None
        self._running: asyncio.Task[State[None] | None] | None = None

    async def set_up(self, pages: str) -> None:
        """Put the desk's deployments on the server, and tell where all is."""
        await self._board.set_up()
        if not await self._board.clear_up():
            tell("another run is using the desk; what is scheduled waits for it")
        await tell_board(self._board, pages, self._desk)

    async def serve(self, finish_seconds: float) -> None:
        """Start what is due until told to stop; then wait so long for the run under way."""
        while not self.stop.is_set():
            try:
                await self._look()
            except _AWAY as error:
                self._hear(type(error).__name__)
            else:
                self._hear(None)
            await self._wait(LOOK_EVERY_SECONDS, self.stop)
        await self._finish(finish_seconds)

    def _hear(self, fault: str | None) -> None:
        """Tell once that the server does not answer, and once that it does again."""
        if fault is not None and self._fault is None:
            tell(f"the Prefect server does not answer ({fault}); runs under way wait for it, as this does")
        if fault is None and self._fault is not None:
            tell("the Prefect server answers again")
        self._fault = fault

    async def _look(self) -> None:
        await self._take_up_settings()
        scheduled = due(await self._board.scheduled(datetime.now(UTC) + timedelta(seconds=1)))
        missed = [await self._board.name(run) for run in scheduled.missed]
        for run in missed:
            await self._board.end(run, skipped(run))
        tell_missed(missed)
        await self._take_down_run()
        if self._running is None and scheduled.runs:
            self._attempt = Attempt(self._client, await self._board.name(scheduled.runs[0]))
            self._running = asyncio.create_task(self._attempt.execute())

    async def _take_up_settings(self) -> None:
        if (seen := _stamp(self._settings)) == self._settings_seen:
            return
        try:
            await self._board.set_up()
            tell(f"{self._settings} has changed: its schedules are taken up")
        except SettingsError as error:
            tell(f"{error}; the schedules stay as they were")
        self._settings_seen = seen

    async def _take_down_run(self) -> None:
        """Tell how the run under way ended, if it has."""
        if self._running is None or self._attempt is None or not self._running.done():
            return
        running, attempt, self._running, self._attempt = self._running, self._attempt, None, None
        # A run's clients go in cycles and hold TLS contexts, .15 MB that Python's own count does not see.
        gc.collect()
        try:
            state = await (attempt.read_state() if running.cancelled() or attempt.is_stopped else running)
            if state is not None:
                await tell_ended(self._client, attempt.run.id, state)
        except _AWAY as error:
            tell(f"how {attempt.run.name} ended is not known, the server does not answer: {error}")

    async def _wait(self, seconds: float, *events: asyncio.Event) -> None:
        """Wait for a time, less when the run under way ends or one of the events happens."""
        waiting = [asyncio.create_task(event.wait()) for event in events]
        ending = [] if self._running is None else [self._running]
        await asyncio.wait([*waiting, *ending], timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()

    async def _finish(self, seconds: float) -> None:
        if self._running is None or self._attempt is None:
            return
        if not self._running.done():
            tell(
                f"waiting up to {seconds:.0f} s for the run under way, {self._attempt.run.name}; "
                "told once more, it is ended at once"
            )
            await self._wait(seconds, self.hurry)
        if not self._running.done():
            await self._attempt.stop()
            await self._wait(_END_SECONDS)
            self._running.cancel()  # one that had no process yet
        await asyncio.wait([self._running])
        try:
            await self._attempt.mark_stopped()
        except _AWAY as error:
            tell(f"the server does not answer: {error}; the next start marks what is to be marked")
        await self._take_down_run()


async def serve(desk: Desk, pages: str, server: LastingServer | None, finish_seconds: float) -> None:
    """Serve a desk until SIGINT or SIGTERM; a second one does not wait for the run under way."""
    tell_events()
    async with get_client() as client:
        service = Service(client, desk)
        _heed_signals(service)
        watching = asyncio.create_task(_keep_up(server))
        try:
            try:
                await service.set_up(pages)
            except _AWAY as error:
                if (refusal := password_wanted(error)) is not None:
                    raise refusal from error
                fault = f"the Prefect server at {pages} does not do what it is asked: {error}"
                raise ServerFaultError(fault) from error
            gc.freeze()  # what is there now stays, and need not be looked through after every run
            await service.serve(finish_seconds)
        finally:
            watching.cancel()


def _heed_signals(service: Service) -> None:
    def heed() -> None:
        (service.hurry if service.stop.is_set() else service.stop).set()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, heed)


async def _keep_up(server: LastingServer | None) -> None:
    while server is not None:
        if server.keep_up():
            tell("the Prefect server ended and is started anew")
        await asyncio.sleep(_WATCH_EVERY_SECONDS)


def _stamp(file: Path) -> tuple[int, int] | None:
    """Return what changes when a file does."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
