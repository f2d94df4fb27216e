"""What the cut pieces tell of a story: who wrote it, where it is from, when it appeared."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import itemgetter
from typing import NamedTuple

from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.moments import Moment
from copydesk.tasks.text.furniture.page import Hit, Mention
from copydesk.tasks.text.spans import Credit, Given

_ORIGINS = ("agency", "via")
# Most findings are a piece of furniture and no more.
_TOLD_FROM = Finding._fields.index("credits")
_NOTHING = Finding("", "")[_TOLD_FROM:]


class Learned(NamedTuple):
    """The metadata of a story, as `Cleaned` carries it."""

    author: str | None
    credits: tuple[Credit, ...]
    origin: str | None
    place: str | None
    access: str
    published_at: datetime | None
    published_from: str | None
    published_precision: str | None
    modified_at: datetime | None


def learn(hits: Iterable[Hit], mentions: Iterable[Mention], given: Given) -> Learned:
    """Read the findings in the order of the text; what was given stands before what it says."""
    telling = [hit for hit in hits if hit.finding[_TOLD_FROM:] != _NOTHING]
    telling.sort(key=itemgetter(0, 1))
    findings = [hit.finding for hit in telling]
    named = _credits(telling, mentions, given)
    published = _published(findings)
    author = given.author or ", ".join(credit.name for credit in named if credit.role == "author") or None
    at, source, precision = _dated(published, given)
    return Learned(
        author=author,
        credits=named,
        origin=next((credit.name for credit in named if credit.role in _ORIGINS), None),
        place=given.place or next((finding.place for finding in findings if finding.place), None),
        access="partial" if any(finding.partial for finding in findings) else "full",
        published_at=at,
        published_from=source,
        published_precision=precision,
        modified_at=next((finding.modified.when for finding in findings if finding.modified), None),
    )


def _credits(hits: list[Hit], mentions: Iterable[Mention], given: Given) -> tuple[Credit, ...]:
    placed = [(hit.start, credit) for hit in hits for credit in hit.finding.credits]
    placed += mentions
    placed.sort(key=itemgetter(0))
    first = [Credit(given.author, "author")] if given.author else []
    return tuple(dict.fromkeys([*first, *(credit for _, credit in placed)]))


def _published(findings: Sequence[Finding]) -> Moment | None:
    """Return when a story appeared; a dateline tells the day of the events, so it comes last."""
    dated = [finding for finding in findings if finding.published]
    dated.sort(key=lambda finding: finding.kind == "dateline")
    return dated[0].published if dated else None


def _dated(published: Moment | None, given: Given) -> tuple[datetime | None, str | None, str | None]:
    if given.published_at:
        when = given.published_at
        return when, "document", "second" if (when.hour, when.minute, when.second) != (0, 0, 0) else "day"
    if published:
        return published.when, "text", published.precision
    return None, None, None
