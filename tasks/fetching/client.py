"""One URL asked for: politely, within limits, and again where that may help."""

import asyncio
from itertools import count

import httpx
import structlog

from copydesk.tasks.fetching.bodies import ACCEPTED_CODINGS, read_body
from copydesk.tasks.fetching.clock import Clock
from copydesk.tasks.fetching.connections import Connections
from copydesk.tasks.fetching.exchange import Answer, Validators
from copydesk.tasks.fetching.failures import Failed, refused_by_status, seconds_before_retry
from copydesk.tasks.fetching.faults import FAULTS, failure_of
from copydesk.tasks.fetching.hosts import Hosts
from copydesk.tasks.fetching.limits import Limits, user_agent
from copydesk.tasks.fetching.robots import Robots
from copydesk.tasks.text.urls import UnusableUrlError, checked_url, host_of, joined

MOST_REDIRECTS = 10
# Of a host in trouble every page would be one line more.
MOST_TOLD_RETRIES = 20
_ACCEPTED = "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.8"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_UNCHANGED = 304
_WHOLE = (200, 203)
_TOO_MANY = 429
log = structlog.stdlib.get_logger("copydesk")


class Client:
    """Asks for URLs; one for a run. `requests` counts what was sent. The first retries are logged."""

    def __init__(self, limits: Limits, clock: Clock) -> None:
        self.requests = 0
        self._told_retries = 0
        self._limits = limits
        self._clock = clock
        self._hosts = Hosts(limits, clock)
        self._robots = Robots(self._ask_for_robots)
        self._connections = Connections(limits)

    async def close(self) -> None:
        """Close all connections."""
        await self._connections.close()

    async def get(self, url: str, known: Validators, contact: str | None = None) -> Answer:
        """Return what a URL holds, redirects followed. Raises Failed."""
        fields = {"User-Agent": user_agent(contact), **known.fields}
        return await self._follow(url, fields, self._robots if self._limits.robots else None)

    async def _ask_for_robots(self, url: str, agent: str) -> bytes:
        return (await self._follow(url, {"User-Agent": agent}, None)).body

    async def _follow(self, url: str, fields: dict[str, str], robots: Robots | None) -> Answer:
        for _ in range(MOST_REDIRECTS + 1):
            if robots is not None:
                rules = await robots.rules_for(url, fields["User-Agent"])
                rules.check(url)
                self._hosts.host(host_of(url)).delay_seconds = rules.delay_seconds
            found = await self._persist(url, fields)
            if isinstance(found, Answer):
                return found
            try:
                url = checked_url(found)
            except UnusableUrlError as error:
                raise Failed(f"redirected to where nothing is asked: {error}") from error
        raise Failed(f"more than {MOST_REDIRECTS} redirects, the last to {url}")

    async def _persist(self, url: str, fields: dict[str, str]) -> Answer | str:
        """Ask until there is an answer, or a place to which it leads, or no more hope."""
        host = host_of(url)
        for attempt in count(1):
            try:
                found = await self._ask(url, fields)
            except Failed as failure:
                wait = seconds_before_retry(failure, attempt, self._limits.longest_wait_seconds)
                self._note(failure, host, wait)
                if wait is None:
                    raise
                self._tell_retry(url, failure, wait)
            else:
                self._hosts.host(host).silent_urls = 0
                return found
            await self._clock.sleep(self._clock.jitter(wait))
        raise AssertionError("attempts end")

    def _tell_retry(self, url: str, failure: Failed, wait: float) -> None:
        self._told_retries += 1
        if self._told_retries <= MOST_TOLD_RETRIES:
            log.warning("asked again", url=url, after=str(failure), wait_seconds=wait)

    def _note(self, failure: Failed, host: str, wait: float | None) -> None:
        """Keep what a failure says of its host; `wait` is until the next attempt, if there is one."""
        # Who is asked too often is left alone with everything, not only with this URL.
        pause = failure.wait_seconds or (wait if failure.status == _TOO_MANY else None)
        if pause is not None:
            self._hosts.leave_alone(host, pause)
        self._hosts.host(host).silent_urls += failure.silent and wait is None

    async def _ask(self, url: str, fields: dict[str, str]) -> Answer | str:
        async with self._hosts.turn(host_of(url)):
            self.requests += 1
            try:
                async with asyncio.timeout(self._limits.deadline_seconds):
                    return await self._exchange(url, fields)
            except FAULTS as error:
                raise failure_of(error, self._limits) from error

    async def _exchange(self, url: str, fields: dict[str, str]) -> Answer | str:
        told = {"Accept": _ACCEPTED, "Accept-Encoding": ACCEPTED_CODINGS, **fields}
        response = await self._connections.get(url, told)
        try:
            return await self._understand(url, response, is_conditional="If-" in " ".join(fields))
        finally:
            await response.aclose()

    async def _understand(self, url: str, response: httpx.Response, *, is_conditional: bool) -> Answer | str:
        status, headers = response.status_code, response.headers
        if status in _REDIRECTS and "location" in headers:
            return joined(url, headers["location"])
        is_unchanged = status == _UNCHANGED and is_conditional
        if not is_unchanged and status not in _WHOLE:
            raise refused_by_status(status, headers.get("retry-after"), self._clock.now())
        return Answer(
            url=url,
            is_unchanged=is_unchanged,
            media_type=headers.get("content-type", "").partition(";")[0].strip().lower(),
            charset=response.charset_encoding,
            body=b"" if is_unchanged else await read_body(response, self._limits.max_bytes),
            validators=Validators(headers.get("etag"), headers.get("last-modified")),
            fetched_at=self._clock.now(),
        )
