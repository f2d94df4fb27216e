"""`ingest --dry-run`: everything `ingest` does, in a transaction that is taken back at the end."""

import math
from collections.abc import Sequence
from dataclasses import replace

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from copydesk.flows.ingest import name_of_run, outcome, take_in
from copydesk.flows.intake import Intake
from copydesk.flows.progress import reporter
from copydesk.flows.run_page.artifacts import show_run
from copydesk.flows.session import rehearsal
from copydesk.flows.source_settings import AS_CONFIGURED, Reading
from copydesk.flows.sources import chosen_sources
from copydesk.flows.summary import REHEARSED, summarise
from copydesk.storage.clusters import ClusterChange, cluster_changes, remember_clusters
from copydesk.storage.run_details import run_details


def name_of_rehearsal() -> str:
    """Return "ingest seeds, dry run": what the flow run is called in Prefect."""
    return f"{name_of_run()}, dry run"


@flow(name="ingest --dry-run", flow_run_name=name_of_rehearsal, persist_result=False)
async def rehearse(
    sources: list[str], desk: str = "desk", wait_seconds: float = 0.0, reading: Reading = AS_CONFIGURED
) -> State[None]:
    """Tell what taking the sources into a desk would change there, and change nothing.

    Args:
        sources: Files and folders of news texts, and names of configured sources; none: all of those.
        desk: The folder that holds the collection; an empty one is made when it is not there.
        wait_seconds: How long to wait for another run on the same desk.
        reading: How the sources are read.

    """
    async with rehearsal(desk, wait_seconds) as on:
        remember_clusters(on.line.live)
        # Nothing may be published on the way.
        intake = Intake(on.desk, on.line, on.settings.ingest.model_copy(update={"publish_minutes": math.inf}))
        tally = await take_in(chosen_sources(sources, on.settings, on.desk, reading), on, intake, reading)
        _, message = outcome(tally, on.settings)
        changes = _of_known_clusters(cluster_changes(on.line.live))
        summary = replace(summarise(on.line, tally, (REHEARSED, message), on.desk), clusters=changes)
        details = run_details(on.line.live, on.line.run)
    reporter().finished(summary, intake.task_runs)
    await show_run("dry-run", summary, details, on.desk)
    return Failed(message=message) if message else Completed()


def _of_known_clusters(changes: Sequence[ClusterChange]) -> Sequence[ClusterChange]:
    """Return what would become of clusters that the desk holds already."""
    return [change for change in changes if change.copies_before]
