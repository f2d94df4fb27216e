"""What a run did, as a page of Markdown: the summary among a run's artifacts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from copydesk.flows.cluster_table import cluster_table
from copydesk.flows.summary import REHEARSED, Summary
from copydesk.storage.run_details import RunDetails

SHOWN_CLUSTERS = 100
SHOWN = 10
SHOWN_CHARACTERS = 60
STAGES = ("read", "prepare", "match", "choose", "write", "publish")
# Titles and paths come from outside: nothing in them may be taken for Markdown or HTML.
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~&<>-])")


@dataclass(frozen=True, slots=True)
class RunPage:
    """A run, as its page tells it; `report`: a link to the desk's report, or the file of its newest one."""

    summary: Summary
    details: RunDetails
    report: str | Path | None = None

    def as_markdown(self) -> str:
        """Return the page."""
        return "\n\n".join(self._parts()) + "\n"

    def _parts(self) -> Iterator[str]:
        summary = self.summary
        read = summary.tally.read
        yield f"# {summary.state}: {read:,} document{'' if read == 1 else 's'} read"
        if summary.message:
            yield plain(summary.message)
        yield table(("what", "count"), summary.told_counts())
        yield from self._tables()
        if summary.clusters is not None:
            yield f"```\n{cluster_table(summary.clusters[:SHOWN_CLUSTERS])}\n```"
        if next_steps := list(self._next_steps()):
            yield "## What to do next\n\n" + "\n".join(f"- {step}" for step in next_steps)

    def _tables(self) -> Iterator[str]:
        summary, details = self.summary, self.details
        if summary.reasons:
            reasons = [(reason, f"{count:,}") for reason, count in summary.reasons.items()]
            yield "## Refused, by reason\n\n" + table(("reason", "inputs"), reasons)
        if summary.removed:
            words = [(kind, f"{count:,}") for kind, count in summary.removed.items()]
            yield "## Words removed, by kind\n\n" + table(("kind", "words"), words)
        if details.clusters:
            largest = [
                (shown(one.title), one.source, f"{one.copies:,}", f"{one.outlets:,}", f"{one.added:,}")
                for one in details.clusters[:SHOWN]
            ]
            head = ("canonical article", "source", "copies", "outlets", "from this run")
            yield "## Largest clusters that this run came into\n\n" + table(head, largest)
        if details.changes:
            changes = [
                (shown(one.title), one.source, "changed" if one.previous_id else "first choice", one.reason)
                for one in details.changes[:SHOWN]
            ]
            yield "## Canonical articles\n\n" + table(("chosen", "source", "", "for"), changes)
        seconds = [(stage, f"{getattr(summary.tally, f'{stage}_seconds'):.2f}") for stage in STAGES]
        yield "## Seconds by stage\n\n" + table(("stage", "seconds"), seconds)

    def _next_steps(self) -> Iterator[str]:
        if self.summary.tally.rejected:
            yield f"See what was refused: `{self.summary.query_for_rejects}`"
        if self.summary.note:
            yield plain(self.summary.note)
        if self.summary.state != REHEARSED:
            yield f"Ask the collection: `{self.summary.query_to_try}`"
            yield self._report()

    def _report(self) -> str:
        match self.report:
            case str():
                return f"[Open the report]({self.report}) of what is published when you do"
            case Path():
                return f"See the report: {plain(str(self.report))}"
            case None:
                return f"Write a report to send around: `{self.summary.report_command}`"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table of Markdown; what its cells hold is shown as it is."""
    lines = [head, ["---"] * len(head), *([plain(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def shown(title: str) -> str:
    """Return as much of a title as leaves room beside it: cells don't wrap, and what doesn't fit is hidden.

    >>> shown("Rain"), len(shown("Rain and wind " * 20)), shown("Rain and wind " * 20)[-5:]
    ('Rain', 60, ' Rai…')
    """
    return title if len(title) <= SHOWN_CHARACTERS else f"{title[: SHOWN_CHARACTERS - 1].rstrip()}…"


def plain(text: str) -> str:
    r"""Return a text on one line, of which nothing is taken for Markdown or HTML.

    >>> print(plain("<b>Rain</b> | *all*  day"))
    \<b\>Rain\</b\> \| \*all\* day
    """
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
