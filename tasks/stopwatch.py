"""Where the time of a run goes."""

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from copydesk.storage.runs import Tally


class Stopwatch:
    """Seconds spent by stage, under the names the columns of `runs` have."""

    def __init__(self) -> None:
        self.seconds: dict[str, Any] = defaultdict(float)

    def tally(self) -> Tally:
        """Return the seconds in their columns."""
        return replace(Tally(), **self.seconds)

    @contextmanager
    def timing(self, column: str) -> Iterator[None]:
        """Add the time spent within to a column."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[column] += time.perf_counter() - started
