"""httpx's answers, over aiohttp's connections."""

import re
from collections.abc import AsyncIterator, Mapping

import aiohttp
import httpx
from yarl import URL

from copydesk.tasks.fetching.limits import Limits
from copydesk.tasks.fetching.network import CheckedResolver, socket_to

# Of a thousand hosts asked one after the other no more than some hundred connections wait at a time; on one
# that is asked on and on, a connection waits a few milliseconds.
_KEEP_ALIVE_SECONDS = 1.0
# Some answers carry policies and cookies of this length.
_MOST_HEADER_BYTES = 1 << 16
_READY = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")


class Connections:
    """Connections to sites, each kept a moment for the next request to its site.

    How many are in use at a time `Hosts` sees to. httpx's own client and connections cost twice as much a
    page: their parser of HTTP is in Python, aiohttp's in C.
    """

    def __init__(self, limits: Limits) -> None:
        self._reach = limits.reach
        self._timeout = aiohttp.ClientTimeout(total=None, sock_connect=limits.connect_seconds)
        self._tls = httpx.create_ssl_context()
        self._opened: aiohttp.ClientSession | None = None

    async def get(self, url: str, fields: Mapping[str, str]) -> httpx.Response:
        """Return the answer to a request, its body still to be read and closed; redirects are answers.

        What goes wrong is raised as aiohttp raises it, and as `network` does.
        """
        try:
            asked = URL(url if _READY.fullmatch(url) else str(httpx.URL(url)), encoded=True)
            answer = await self._session().get(asked, headers=fields, allow_redirects=False)
        except (ValueError, httpx.InvalidURL) as error:
            raise aiohttp.InvalidURL(url, str(error)) from error
        return httpx.Response(answer.status, headers=answer.raw_headers, stream=_Body(answer))

    async def close(self) -> None:
        """Close all connections."""
        if self._opened is not None:
            await self._opened.close()

    def _session(self) -> aiohttp.ClientSession:
        # It belongs to the loop that is running where it is made.
        if self._opened is None:
            connector = aiohttp.TCPConnector(
                limit=0,
                ssl=self._tls,
                use_dns_cache=False,
                resolver=CheckedResolver(self._reach),
                socket_factory=socket_to(self._reach),
                keepalive_timeout=_KEEP_ALIVE_SECONDS,
            )
            self._opened = aiohttp.ClientSession(
                connector=connector,
                timeout=self._timeout,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                max_line_size=_MOST_HEADER_BYTES,
                max_field_size=_MOST_HEADER_BYTES,
            )
        return self._opened


class _Body(httpx.AsyncByteStream):
    """What comes; when it is closed, its connection is free, or ended where more would come."""

    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._answer.content.iter_any():
            yield part

    async def aclose(self) -> None:
        self._answer.release()
