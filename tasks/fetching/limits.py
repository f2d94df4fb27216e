"""How requests are made: how many, how long, how much, and by whom."""

from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from copydesk.tasks.fetching.addresses import Reach

PRODUCT = "copydesk"
WINDOW_ANSWERS = 500


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one run. `deadline_seconds` is for one request, from connecting to the last byte.

    What came is committed after so many answers: a run that is killed has lost what was not.
    """

    per_host: int = 2
    in_all: int = 40
    connect_seconds: float = 10.0
    deadline_seconds: float = 60.0
    longest_wait_seconds: float = 120.0
    max_bytes: int = 10_000_000
    reach: Reach = Reach()  # noqa: RUF009 - frozen
    robots: bool = True
    window_answers: int = WINDOW_ANSWERS


@cache
def user_agent(contact: str | None) -> str:
    """Return the name that requests carry, with whom to write to about them.

    >>> user_agent("news@harbour.example").endswith(" (+news@harbour.example)")
    True
    """
    product = f"{PRODUCT}/{version('copydesk')}"
    told = "".join(sign for sign in contact or "" if sign.isascii() and sign.isprintable()).strip()
    return f"{product} (+{told})" if told else product
