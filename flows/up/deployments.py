"""The deployments of a desk: what its settings ask for, put on the server, and nothing else of it."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from prefect import Flow
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterName,
    DeploymentFilterTags,
    FlowFilter,
    FlowFilterName,
)
from prefect.client.schemas.responses import DeploymentResponse
from prefect.client.schemas.sorting import DeploymentSort
from prefect.schedules import Schedule
from prefect.types.entrypoint import EntrypointType

from copydesk.flows.ingest import ingest
from copydesk.flows.maintain import maintain
from copydesk.flows.publish import publish
from copydesk.flows.reclean import reclean
from copydesk.flows.server.records import desk_tag
from copydesk.flows.settings import Settings
from copydesk.flows.up.cron import check_schedules
from copydesk.flows.up.limit import limit_name, share_limit
from copydesk.flows.up.schedules import cron, source_schedule
from copydesk.storage.desk import Desk

# Another run may be at work on the desk for as long as this.
WAIT_SECONDS = 6 * 3600.0
# The server names no more deployments at a time.
PAGE = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """A deployment as the settings want it; without a schedule it runs when somebody asks for it."""

    flow: Flow[Any, Any]
    name: str
    description: str
    schedule: Schedule | None
    parameters: Mapping[str, object] = field(default_factory=dict)
    tags: Sequence[str] = ()

    def run_name(self, at: datetime) -> str:
        """Return what a run is called until it says itself what it does."""
        return f"{self.flow.name} {self.tags[0]}, {at:%Y-%m-%d}" if self.tags else self.flow.name


def wanted_deployments(desk: Desk, settings: Settings) -> list[Wanted]:
    """Return the deployments of a desk by its settings; raises SettingsError for schedules it can't read."""
    check_schedules(settings, desk.settings)
    sources = [
        Wanted(
            flow=ingest,
            name=safe_name(source.name),
            description=f"Take in what is new in {source.location}, and publish it.",
            schedule=source_schedule(source, settings),
            parameters={"sources": [source.name]},
            tags=[source.name],
        )
        for source in settings.source
    ]
    return [*sources, *_upkeep(settings)]


def _upkeep(settings: Settings) -> list[Wanted]:
    def schedule(key: str) -> Schedule | None:
        written: str | None = getattr(settings.schedule, key)
        return cron(written, settings) if written else None

    return [
        Wanted(
            reclean, "reclean", "Apply today's cleaning rules to everything stored.", schedule("reclean_cron")
        ),
        Wanted(publish, "publish", "Publish what is pending.", schedule("publish_cron")),
        Wanted(
            maintain,
            "maintain",
            "Examine the desk, and compact it if half of it is holes.",
            schedule("maintain_cron"),
        ),
    ]


def safe_name(name: str) -> str:
    """Return a name that Prefect takes for a deployment, which has no / and no %."""
    safe = name.replace("/", "-").replace("%", "-")
    return safe if safe == name else f"{safe} {zlib.crc32(name.encode()):08x}"


async def read_deployments(client: PrefectClient, desk: Desk) -> list[DeploymentResponse]:
    """Return the desk's deployments that the server has."""
    of_desk = DeploymentFilter(tags=DeploymentFilterTags(all_=[desk_tag(desk.folder)]))
    found: list[DeploymentResponse] = []
    while page := await client.read_deployments(
        deployment_filter=of_desk, limit=PAGE, offset=len(found), sort=DeploymentSort.NAME_ASC
    ):
        found += page
    return found


async def _found(client: PrefectClient, desk: Desk, wanted: Wanted) -> tuple[str, DeploymentResponse | None]:
    """Return what the deployment is called, and itself if it is there.

    Another desk on the same server may have a source of the same name.
    """
    names = [wanted.name, f"{wanted.name} of {limit_name(desk)}"]
    found = await client.read_deployments(
        flow_filter=FlowFilter(name=FlowFilterName(any_=[wanted.flow.name])),
        deployment_filter=DeploymentFilter(name=DeploymentFilterName(any_=names)),
    )
    for deployment in found:
        if desk_tag(desk.folder) in deployment.tags:
            return deployment.name, deployment
    return names[1] if found else names[0], None


async def put_deployment(client: PrefectClient, desk: Desk, wanted: Wanted, limit_id: UUID) -> UUID:
    """Put one deployment on the server, or make the one that is there what is wanted, and schedule it."""
    name, there = await _found(client, desk, wanted)
    deployment = await wanted.flow.ato_deployment(
        name=name,
        description=wanted.description,
        schedule=wanted.schedule,
        parameters={
            "desk": str(desk.folder.absolute()),
            "wait_seconds": WAIT_SECONDS,
            **wanted.parameters,
        },
        tags=[desk_tag(desk.folder), *wanted.tags],
        # Prefect makes a limit for a new deployment, and deletes that of one which is to have none: ours.
        concurrency_limit=1 if there else None,
        paused=there.paused if there else None,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    deployment_id = await deployment.aapply()
    await share_limit(client, deployment_id, limit_id)
    if wanted.schedule is not None:
        await client.request(
            "POST", "/deployments/{id}/schedule", path_params={"id": deployment_id}, json={"min_runs": 1}
        )
    return deployment_id
