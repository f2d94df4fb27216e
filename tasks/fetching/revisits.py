"""When a URL is asked for again: the rule that keeps a list that never changes from costing anything.

A page is asked for once. It is asked for again only when its list gives it a later date than before, and then
not before an hour after the last time; the wait doubles each time that nothing was new, so that a list which
calls everything new all the time soon costs next to nothing. What could not be had is asked for again by
itself, with growing pauses, and given up after a while; what is gone (410) is not.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from copydesk.storage.records import UrlAsked
from copydesk.tasks.fetching.failures import Failed

Turn = Literal["now", "later", "never"]

_FIRST_PAUSE = timedelta(hours=1)
_LONGEST_PAUSE = timedelta(days=30)
# After the first, second, … failure in a row: of servers in trouble, and of pages that are not there.
_PASSING = (0.25, 1, 4, 16, 64)
_LASTING = (6, 24, 96)


def turn_of(known: UrlAsked | None, changed_at: datetime | None, now: datetime) -> Turn:
    """Return when a listed page is to be asked for; `changed_at` is what the list says of it."""
    if known is None:
        return "now"
    if known.next_at is not None:
        return "now" if known.next_at <= now else "never"
    if changed_at is None or (known.changed_at is not None and changed_at <= known.changed_at):
        return "never"
    return "now" if _free_at(known) <= now else "later"


def after_answer(asked: UrlAsked, before: UrlAsked | None, *, is_unchanged: bool) -> UrlAsked:
    """Return what to remember of a URL that answered."""
    changed_at = _later(asked.changed_at, before.changed_at if before else None)
    unchanged = before.unchanged + 1 if before and is_unchanged else 0
    kind = before.kind if before and is_unchanged else asked.kind
    # What its list says of it stands in its document now.
    return replace(
        asked, kind=kind, changed_at=changed_at, unchanged=unchanged, failures=0, next_at=None, listed=None
    )


def after_failure(asked: UrlAsked, before: UrlAsked | None, failure: Failed) -> UrlAsked:
    """Return what to remember of a URL that could not be had: what it held before, and when to try again."""
    known = before or asked
    failures = known.failures + 1
    next_at = _next_attempt(asked.asked_at, failures, failure)
    listed = None if next_at is None else asked.listed
    return replace(known, asked_at=asked.asked_at, listed=listed, failures=failures, next_at=next_at)


def after_text_instead(asked: UrlAsked, before: UrlAsked | None) -> UrlAsked:
    """Return what to remember of a URL whose text was taken from its feed: that its text is there.

    The page is asked for again when its feed says that it has changed.
    """
    changed_at = _later(asked.changed_at, before.changed_at if before else None)
    known = before or asked
    return replace(
        known, asked_at=asked.asked_at, changed_at=changed_at, failures=0, next_at=None, listed=None
    )


def put_off(known: UrlAsked, listed: UrlAsked) -> UrlAsked:
    """Return what to remember of a page that is said to have changed, but was asked for a moment ago."""
    return replace(known, next_at=_free_at(known), listed=listed.listed, changed_at=listed.changed_at)


def without_state(known: UrlAsked) -> UrlAsked:
    """Return what is remembered of a URL but for its state: it is read next time, whatever it holds."""
    return replace(known, etag=None, last_modified=None, digest=None)


def _free_at(known: UrlAsked) -> datetime:
    return known.asked_at + min(_FIRST_PAUSE * (1 << min(known.unchanged, 20)), _LONGEST_PAUSE)


def _next_attempt(now: datetime, failures: int, failure: Failed) -> datetime | None:
    pauses = _PASSING if failure.passing else _LASTING
    if failure.is_final or failures > len(pauses):
        return None
    wished = timedelta(seconds=failure.wait_seconds or 0)
    return now + min(max(timedelta(hours=pauses[failures - 1]), wished), _LONGEST_PAUSE)


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((moment for moment in (one, other) if moment is not None), default=None)
