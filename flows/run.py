"""`copydesk ingest`, `reclean`, `rematch`: what is named is checked, the flow run, what it did printed."""

from argparse import Namespace
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from copydesk.flows.days import start_of
from copydesk.flows.launch import WAIT_FOR_FLOW_SECONDS, launch, show
from copydesk.flows.settings import load_settings
from copydesk.flows.source_settings import Reading
from copydesk.flows.sources import chosen_sources, require_sources
from copydesk.storage.desk import Desk
from copydesk.storage.errors import CopydeskError
from copydesk.tasks.clock import utc_now
from copydesk.tasks.text.columns import UnknownFieldError, columns_of

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

# Prefect refuses events of a run with more than a hundred related things, and with them the run.
MOST_TAGS = 50


def ingest_command(arguments: Namespace) -> int:
    """Run the flow, print what it did, return the exit code."""
    desk = Desk(Path(arguments.desk))
    reading = reading_of(arguments)
    settings = load_settings(desk.settings)
    sources = chosen_sources(arguments.sources, settings, desk, reading)
    require_sources(sources, settings, desk)  # what is not there is told before anything is started

    def load() -> Callable[[], Awaitable["State[Any]"]]:
        from copydesk.flows.ingest import ingest
        from copydesk.flows.rehearse import rehearse

        start = rehearse if arguments.dry_run else ingest
        return lambda: start(
            arguments.sources, str(desk.folder), _wait(arguments), reading, return_state=True
        )

    tags = [source.name for source in sources][:MOST_TAGS]
    with _rehearsed(desk) if arguments.dry_run else nullcontext(desk) as desk:
        return show(launch(desk, load, tags, arguments.wait), as_json=arguments.json)


@contextmanager
def _rehearsed(desk: Desk) -> Iterator[Desk]:
    """Give the desk that a dry run works on: where there is none yet, one that is gone afterwards."""
    if desk.is_begun:
        yield desk
        return
    with TemporaryDirectory(prefix="copydesk-") as folder:
        stand_in = Desk(Path(folder))
        if desk.settings.exists():
            stand_in.settings.symlink_to(desk.settings.absolute())
        yield stand_in


class MapError(CopydeskError):
    """A map of columns that cannot be understood."""

    exit_code = 2


class DayError(CopydeskError):
    """A day that cannot be understood."""

    exit_code = 2


def reading_of(arguments: Namespace) -> Reading:
    """Return how the command line wants the sources to be read."""
    try:
        columns_of(arguments.map)
    except UnknownFieldError as error:
        raise MapError(f"--map: {error}") from error
    if arguments.since:
        try:
            start_of(arguments.since, utc_now())
        except ValueError as error:
            raise DayError(f"--since {arguments.since}: {error}") from error
    return Reading(
        map=arguments.map, reread=arguments.reread, backfill=arguments.backfill, since=arguments.since
    )


def reclean_command(arguments: Namespace) -> int:
    """Run the flow, print what it did, return the exit code."""
    desk = _begun(arguments)

    def load() -> Callable[[], Awaitable["State[Any]"]]:
        from copydesk.flows.reclean import reclean

        return lambda: reclean(str(desk.folder), _wait(arguments), return_state=True)

    return show(launch(desk, load, ["reclean"], arguments.wait), as_json=arguments.json)


def rematch_command(arguments: Namespace) -> int:
    """Run the flow, print what it did, return the exit code."""
    desk = _begun(arguments)

    def load() -> Callable[[], Awaitable["State[Any]"]]:
        from copydesk.flows.rematch import rematch

        return lambda: rematch(str(desk.folder), _wait(arguments), return_state=True)

    return show(launch(desk, load, ["rematch"], arguments.wait), as_json=arguments.json)


def _begun(arguments: Namespace) -> Desk:
    """Return the desk that is named; a mistyped one would be made, and told to be up to date."""
    desk = Desk(Path(arguments.desk))
    desk.require_begun()
    return desk


def _wait(arguments: Namespace) -> float:
    """Return how long the flow waits for the desk, which was free a moment ago."""
    return max(WAIT_FOR_FLOW_SECONDS, float(arguments.wait))
