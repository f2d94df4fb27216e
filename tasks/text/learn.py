"""What the cut pieces tell of a story: who wrote it, where it is from, when it appeared."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from copydesk.tasks.text.furniture.moments import Moment
from copydesk.tasks.text.furniture.page import Hit, Mention
from copydesk.tasks.text.spans import Credit, Given

_ORIGINS = ("agency", "via")


@dataclass(frozen=True, slots=True)
class Learned:
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
    ordered = sorted(hits, key=lambda hit: (hit.start, hit.stop))
    named = _credits(ordered, mentions, given)
    published = _published(ordered)
    author = given.author or ", ".join(credit.name for credit in named if credit.role == "author") or None
    at, source, precision = _dated(published, given)
    return Learned(
        author=author,
        credits=named,
        origin=next((credit.name for credit in named if credit.role in _ORIGINS), None),
        place=given.place or next((hit.finding.place for hit in ordered if hit.finding.place), None),
        access="partial" if any(hit.finding.partial for hit in ordered) else "full",
        published_at=at,
        published_from=source,
        published_precision=precision,
        modified_at=next((hit.finding.modified.when for hit in ordered if hit.finding.modified), None),
    )


def _credits(hits: list[Hit], mentions: Iterable[Mention], given: Given) -> tuple[Credit, ...]:
    placed = [(hit.start, credit) for hit in hits for credit in hit.finding.credits]
    placed += [(mention.start, mention.credit) for mention in mentions]
    placed.sort(key=lambda entry: entry[0])
    first = [Credit(given.author, "author")] if given.author else []
    return tuple(dict.fromkeys([*first, *(credit for _, credit in placed)]))


def _published(hits: list[Hit]) -> Moment | None:
    """Return when a story appeared; a dateline tells the day of the events, so it comes last."""
    lines = [
        hit.finding.published for hit in hits if hit.finding.kind != "dateline" and hit.finding.published
    ]
    datelines = [
        hit.finding.published for hit in hits if hit.finding.kind == "dateline" and hit.finding.published
    ]
    return next(iter([*lines, *datelines]), None)


def _dated(published: Moment | None, given: Given) -> tuple[datetime | None, str | None, str | None]:
    if given.published_at:
        when = given.published_at
        return when, "document", "second" if (when.hour, when.minute, when.second) != (0, 0, 0) else "day"
    if published:
        return published.when, "text", published.precision
    return None, None, None
