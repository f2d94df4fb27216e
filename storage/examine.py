"""A desk, examined: whether both files can be read and what they hold is sound, and how large it all is."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import duckdb

from copydesk.storage.database import MEMORY_LIMIT, Database, open_live
from copydesk.storage.desk import Desk
from copydesk.storage.errors import CopydeskError, DeskUnusableError
from copydesk.storage.payloads import missing_payloads
from copydesk.storage.published import read_published
from copydesk.storage.sizes import Sizes, measure
from copydesk.storage.soundness import SHOWN_ROWS, Breach, differing_rows, live_breaches, published_breaches


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found: the breaches of each file, by its name, and the sizes, if the live file can be read."""

    breaches: dict[str, Sequence[Breach]]
    sizes: Sizes | None


def examine(desk: Desk, now: datetime) -> Examination:
    """Examine a desk whose lock is held. It changes nothing, but for what a killed run left to be written.

    Raises DeskUnusableError when there is no room for that.
    """
    breaches: dict[str, list[Breach]] = {desk.live.name: [], desk.published.name: []}
    sizes, is_compared = None, False
    try:
        with open_live(desk) as live, _damage_told(breaches[desk.live.name], desk.live.name):
            sizes = measure(live, desk, now)
            breaches[desk.live.name] += [*live_breaches(live), *_lost_payloads(live)]
            _examine_published(live, desk, breaches[desk.published.name])
            is_compared = True
    except DeskUnusableError as error:
        if "No space left" in str(error):  # that is no damage
            raise
        breaches[desk.live.name].append(_unreadable(desk.live.name, error))
    if not is_compared:
        _examine_published_alone(desk, breaches[desk.published.name])
    return Examination(dict(breaches), sizes)


def _examine_published(live: Database, desk: Desk, breaches: list[Breach]) -> None:
    if not desk.published.exists():
        return
    with _damage_told(breaches, desk.published.name), live.reading(desk.published, "published"):
        with live.using("published"):
            breaches += published_breaches(live)
        # What is not published yet differs, and is told as such.
        if not live.rows("select_pending_tables"):
            breaches += differing_rows(live)


def _examine_published_alone(desk: Desk, breaches: list[Breach]) -> None:
    """Examine what is published where the live file is damaged: it may be all that is left."""
    if not desk.published.exists():
        return
    opened = read_published(desk, {"memory_limit": MEMORY_LIMIT, "temp_directory": str(desk.spill)})
    try:
        with _damage_told(breaches, desk.published.name), opened as published:
            breaches += published_breaches(published)
            # The rules don't ask for every column.
            for (table,) in published.rows("select_tables"):
                published.rows("read_table", {"table": table})
    except CopydeskError as error:
        breaches.append(_unreadable(desk.published.name, error))


def _lost_payloads(live: Database) -> list[Breach]:
    lost = missing_payloads(live)
    if not lost:
        return []
    rule = "Every file that a reject names is there."
    advice = "Restore rejects/ from a backup; without it, only the files they came from can be tried again."
    return [Breach(rule, advice, len(lost), [f"{file} is missing" for file in lost[:SHOWN_ROWS]])]


@contextmanager
def _damage_told(breaches: list[Breach], name: str) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        breaches.append(_unreadable(name, error))


def _unreadable(name: str, error: Exception) -> Breach:
    advice = {
        "articles.duckdb": "Move it away and run: copydesk doctor --compact, which writes it anew.",
    }.get(name, "Restore a backup: copydesk restore BACKUP --replace.")
    return Breach("The file can be read.", advice, 1, [f"{name}: {error}"])
