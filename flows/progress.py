"""How a run tells whoever started it what it does: a bar on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from copydesk.flows.summary import Summary
from copydesk.storage.errors import CopydeskError


class Reporter:
    """Is told how a run goes, and tells nobody: for runs that a schedule starts."""

    flow_run_id: str | None = None
    summary: Summary | None = None
    task_runs: int | None = None
    fault: CopydeskError | None = None

    def started(self, flow_run_id: str | None) -> None:
        """Keep what Prefect calls the run."""
        self.flow_run_id = flow_run_id

    def advanced(self, read: int, done: int, total: int | None) -> None:
        """Learn that `read` inputs are read and `done` dealt with; `total` is None while reading goes on."""

    def finished(self, summary: Summary, task_runs: int) -> None:
        """Keep what the run did, and in how many task runs."""
        self.summary = summary
        self.task_runs = task_runs

    def stopped(self, fault: CopydeskError) -> None:
        """Keep what stopped the run: a server whose disk is full cannot."""
        self.fault = fault


class PlainLines(Reporter):
    """One line on standard error for every window."""

    _told = 0

    def advanced(self, read: int, done: int, total: int | None) -> None:  # noqa: ARG002 - the lines count what is done
        """Print how many are done, if that has changed."""
        if done > self._told:
            self._told = done
            print(f"{done} documents done", file=sys.stderr, flush=True)  # noqa: T201 - this is the progress


class Bar(Reporter):
    """A bar on the terminal."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("ingest", total=None, read=0)

    def advanced(self, read: int, done: int, total: int | None) -> None:
        """Move the bar."""
        self._progress.update(self._task, completed=done, total=total, read=read)


_reporter: ContextVar[Reporter] = ContextVar("reporter")


def reporter() -> Reporter:
    """Return whom to tell."""
    return _reporter.get(None) or Reporter()


@contextmanager
def reporting() -> Iterator[Reporter]:
    """Show the progress of a run started within, on standard error."""
    console = Console(stderr=True)
    if not console.is_terminal:
        plain = PlainLines()
        _reporter.set(plain)
        yield plain
        return
    counts = TextColumn("{task.completed} of {task.fields[read]} documents")
    with Progress(
        SpinnerColumn(), BarColumn(), counts, TimeElapsedColumn(), console=console, transient=True
    ) as progress:
        bar = Bar(progress)
        _reporter.set(bar)
        yield bar
