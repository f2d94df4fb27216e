"""`copydesk ingest`, `reclean`, `rematch`: what is named is checked, the flow run, what it did printed."""

import shutil
from argparse import Namespace
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from copydesk.flows.launch import WAIT_FOR_FLOW_SECONDS, launch, show
from copydesk.storage.desk import Desk
from copydesk.tasks.read import read_source, source_name

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State


def ingest_command(arguments: Namespace) -> int:
    """Run the flow, print what it did, return the exit code."""
    desk = Desk(Path(arguments.desk))
    for source in arguments.sources:
        read_source(source)  # one that is not there is told before anything is started

    def load() -> Callable[[], Awaitable["State[Any]"]]:
        from copydesk.flows.ingest import ingest
        from copydesk.flows.rehearse import rehearse

        start = rehearse if arguments.dry_run else ingest
        return lambda: start(arguments.sources, str(desk.folder), _wait(arguments), return_state=True)

    tags = [source_name(source) for source in arguments.sources]
    with _rehearsed(desk) if arguments.dry_run else nullcontext(desk) as desk:
        return show(launch(desk, load, tags, arguments.wait), as_json=arguments.json)


@contextmanager
def _rehearsed(desk: Desk) -> Iterator[Desk]:
    """Give the desk that a dry run works on: where there is none yet, one that is gone afterwards."""
    if desk.live.exists():
        yield desk
        return
    with TemporaryDirectory(prefix="copydesk-") as folder:
        stand_in = Desk(Path(folder))
        if desk.settings.exists():
            shutil.copy(desk.settings, stand_in.settings)
        yield stand_in


def reclean_command(arguments: Namespace) -> int:
    """Run the flow, print what it did, return the exit code."""
    desk = Desk(Path(arguments.desk))

    def load() -> Callable[[], Awaitable["State[Any]"]]:
        from copydesk.flows.reclean import reclean

        return lambda: reclean(str(desk.folder), _wait(arguments), return_state=True)

    return show(launch(desk, load, ["reclean"], arguments.wait), as_json=arguments.json)


def rematch_command(arguments: Namespace) -> int:
    """Run the flow, print what it did, return the exit code."""
    desk = Desk(Path(arguments.desk))

    def load() -> Callable[[], Awaitable["State[Any]"]]:
        from copydesk.flows.rematch import rematch

        return lambda: rematch(str(desk.folder), _wait(arguments), return_state=True)

    return show(launch(desk, load, ["rematch"], arguments.wait), as_json=arguments.json)


def _wait(arguments: Namespace) -> float:
    """Return how long the flow waits for the desk, which was free a moment ago."""
    return max(WAIT_FOR_FLOW_SECONDS, float(arguments.wait))
