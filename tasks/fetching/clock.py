"""Time as fetching sees it: told and waited for in one place, so that a test need not wait."""

import asyncio
import random
import time
from datetime import UTC, datetime


class Clock:
    """The real one."""

    def now(self) -> datetime:
        """Return the time, UTC and naive, to the second."""
        return datetime.now(UTC).replace(tzinfo=None, microsecond=0)

    def seconds(self) -> float:
        """Return seconds that only ever go on."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)

    def jitter(self, seconds: float) -> float:
        """Return the seconds, up to a half more or less: requests that failed together don't come back so."""
        return seconds * random.uniform(0.5, 1.5)  # noqa: S311 - no secret
