"""A real HTTP server under the tests' control, at every address of this machine (127.0.0.1, 127.0.0.2, …)."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from copydesk.tasks.fetching.clock import Clock


@dataclass(frozen=True)
class Asked:
    """One request as it came; names of fields in small letters."""

    host: str
    path: str
    fields: Mapping[str, str]

    @property
    def place(self) -> str:
        return f"{self.host}{self.path}"


@dataclass(frozen=True)
class Reply:
    """What the server says; `parts` are sent without a length until they end, or for ever."""

    body: bytes = b""
    status: int = 200
    fields: Mapping[str, str] = field(default_factory=dict)
    parts: Callable[[], AsyncIterator[bytes]] | None = None
    length: int | None = None


Route = Reply | Callable[[Asked], Reply]


class Web:
    """The server: `routes` are by host and path; what has none is answered with 404."""

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {}
        self.asked: list[Asked] = []
        self.most_at_once: dict[str, int] = {}
        self.port = 0
        self._now: dict[str, int] = {}

    def url(self, place: str) -> str:
        host, _, path = place.partition("/")
        return f"http://{host}:{self.port}/{path}"

    def put(self, place: str, route: Route | bytes | str) -> str:
        """Serve something at a place such as "127.0.0.2/ferry", and return its URL."""
        if isinstance(route, str):
            route = route.encode()
        self.routes[place] = (
            Reply(route, fields={"Content-Type": "text/html"}) if isinstance(route, bytes) else route
        )
        return self.url(place)

    def times(self, place: str) -> int:
        return sum(asked.place == place for asked in self.asked)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while (request := await _request(reader)) is not None:
                self.asked.append(request)
                now = self._now[request.host] = self._now.get(request.host, 0) + 1
                self.most_at_once[request.host] = max(now, self.most_at_once.get(request.host, 0))
                try:
                    route = self.routes.get(request.place, Reply(status=404))
                    await _send(writer, route if isinstance(route, Reply) else route(request))
                finally:
                    self._now[request.host] -= 1
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()


@contextmanager
def serving() -> Iterator[Web]:
    """Run a server in a thread of its own: commands run a loop of their own in the tests' thread."""
    web, loop, ready = Web(), asyncio.new_event_loop(), threading.Event()

    async def run() -> None:
        server = await asyncio.start_server(web.serve, "0.0.0.0", 0)  # noqa: S104 - 127.0.0.2 and so on
        web.port = server.sockets[0].getsockname()[1]
        ready.set()
        async with server:
            await server.serve_forever()

    task = loop.create_task(run())
    thread = threading.Thread(target=_until_cancelled, args=(loop, task), daemon=True)
    thread.start()
    assert ready.wait(10)
    yield web
    loop.call_soon_threadsafe(task.cancel)
    thread.join(10)


def _until_cancelled(loop: asyncio.AbstractEventLoop, task: "asyncio.Task[None]") -> None:
    try:
        loop.run_until_complete(task)
    except asyncio.CancelledError:
        for left in asyncio.all_tasks(loop):
            left.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()


class StoppedClock(Clock):
    """A clock that stands still but for what is slept, which takes no time."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self._passed = 0.0

    def now(self) -> datetime:
        return datetime(2026, 3, 6, 12) + timedelta(seconds=self._passed)

    def pass_hours(self, hours: float) -> None:
        self._passed += hours * 3600

    def seconds(self) -> float:
        return self._passed

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self._passed += seconds
        await asyncio.sleep(0)

    def jitter(self, seconds: float) -> float:
        return seconds


async def _request(reader: asyncio.StreamReader) -> Asked | None:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").splitlines() if not reader.at_eof() else []
    if not head:
        return None
    fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
    return Asked(fields.get("host", "").rpartition(":")[0], head[0].split(" ")[1], fields)


async def _send(writer: asyncio.StreamWriter, reply: Reply) -> None:
    fields = dict(reply.fields)
    if reply.parts is None:
        fields["Content-Length"] = str(len(reply.body) if reply.length is None else reply.length)
    else:
        fields["Connection"] = "close"
    lines = [f"HTTP/1.1 {reply.status} told", *(f"{name}: {value}" for name, value in fields.items())]
    writer.write("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n")
    if reply.parts is None:
        writer.write(reply.body)
        if reply.length is not None:
            writer.close()
    else:
        async for part in reply.parts():
            writer.write(part)
            await writer.drain()
        writer.close()
    await writer.drain()
