"""httpx's requests and answers, over connections that are checked."""

from collections import OrderedDict, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable

import httpcore
import httpx

from copydesk.tasks.fetching.limits import Limits
from copydesk.tasks.fetching.network import CheckedNetwork

_KEEP_ALIVE_SECONDS = 15.0
_MOST_IDLE = 50

Site = tuple[str, str, int | None]


class CheckedTransport(httpx.AsyncBaseTransport):
    """Sends a request over the connection to its site that was idle last, or a new one.

    httpcore's pool looks at all its connections several times a request: with ten of them that was a third of
    what a page cost, with 200 nine tenths. How many are in use at a time `Hosts` sees to; of idle ones the
    least recently used are closed.
    """

    def __init__(self, limits: Limits) -> None:
        self.network = CheckedNetwork(limits.reach)
        self._tls = httpx.create_ssl_context()
        self._most_idle = max(limits.in_all, _MOST_IDLE)
        self._idle: OrderedDict[httpcore.AsyncHTTPConnection, Site] = OrderedDict()
        self._by_site: defaultdict[Site, list[httpcore.AsyncHTTPConnection]] = defaultdict(list)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Return the answer, its body still to be read. What goes wrong is raised as httpcore raises it."""
        url = request.url
        site = (url.scheme, url.host, url.port)
        asked = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        connection = await self._take(site) or self._new(asked.origin)
        answer = await connection.handle_async_request(
            httpcore.Request(
                request.method, asked, headers=request.headers.raw, extensions=request.extensions
            )
        )

        async def end() -> None:
            await answer.aclose()
            await self._give_back(site, connection)

        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer, end))

    async def aclose(self) -> None:
        """Close all connections that nothing comes over."""
        for connection in list(self._idle):
            await connection.aclose()
        self._idle.clear()
        self._by_site.clear()
        self.network.close()

    def _new(self, origin: httpcore.Origin) -> httpcore.AsyncHTTPConnection:
        return httpcore.AsyncHTTPConnection(
            origin, self._tls, _KEEP_ALIVE_SECONDS, network_backend=self.network
        )

    async def _take(self, site: Site) -> httpcore.AsyncHTTPConnection | None:
        waiting = self._by_site[site]
        while waiting:
            connection = waiting.pop()
            del self._idle[connection]
            if not connection.has_expired():
                return connection
            await connection.aclose()
        return None

    async def _give_back(self, site: Site, connection: httpcore.AsyncHTTPConnection) -> None:
        if not connection.is_idle():
            return
        self._idle[connection] = site
        self._by_site[site].append(connection)
        if len(self._idle) > self._most_idle:
            oldest, its_site = self._idle.popitem(last=False)
            self._by_site[its_site].remove(oldest)
            await oldest.aclose()


class _Body(httpx.AsyncByteStream):
    """What comes; when it is closed, its connection is free."""

    def __init__(self, answer: httpcore.Response, end: Callable[[], Awaitable[None]]) -> None:
        self._answer = answer
        self._end = end

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._answer.aiter_stream():
            yield part

    async def aclose(self) -> None:
        await self._end()
