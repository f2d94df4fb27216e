"""What the server has of a desk, as the settings say: deployments, the limit, no runs of dead processes."""

import asyncio
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.client.schemas.responses import DeploymentResponse
from prefect.client.schemas.sorting import FlowRunSort
from prefect.states import Cancelled, Crashed

from copydesk.flows.alerts.failure import tell_killed
from copydesk.flows.server.records import mark_crashed
from copydesk.flows.settings import load_settings
from copydesk.flows.up.deployments import Wanted, put_deployment, read_deployments, wanted_deployments
from copydesk.flows.up.limit import ensure_limit, free_slot, share_limit
from copydesk.flows.up.told import counted, tell, tell_ended
from copydesk.storage.desk import Desk, writing
from copydesk.storage.errors import DeskBusyError
from copydesk.storage.presence import is_present

LEFT = "copydesk up ended before this run did. What was committed is in the desk; the next run goes on."
_UNDER_WAY = (StateType.PENDING, StateType.RUNNING, StateType.CANCELLING)


class Board:
    """The deployments of a desk on the server, by their ids."""

    def __init__(self, client: PrefectClient, desk: Desk) -> None:
        self.names: dict[UUID, str] = {}
        self._wanted: dict[UUID, Wanted] = {}
        self._client = client
        self._desk = desk

    async def set_up(self) -> None:
        """Put the deployments on the server, and those of sources that are no more away.

        Raises SettingsError, and leaves all as it is, if the settings cannot be used.
        """
        wanted = wanted_deployments(self._desk, load_settings(self._desk.settings))
        limit_id = await ensure_limit(self._client, self._desk)
        put = {await put_deployment(self._client, self._desk, one, limit_id): one for one in wanted}
        for deployment in await read_deployments(self._client, self._desk):
            if deployment.id not in put:
                await self._take_away(deployment)
        self._wanted, self.names = put, {key: one.name for key, one in put.items()}

    async def clear_up(self) -> bool:
        """End the records of runs that no process works on any more, tell of them, and free their slot.

        To be called before any run is started. Says whether it could: another may be using the desk.
        """
        try:
            with writing(self._desk):
                killed = await asyncio.to_thread(mark_crashed, self._desk.folder)
                killed += await self._mark_left()
        except DeskBusyError:
            return False
        for run in killed:
            await tell_ended(self._client, run.id, run.state or Crashed())
        await asyncio.to_thread(tell_killed, self._desk, killed)
        if not await self._runs(_UNDER_WAY, self.names):
            await free_slot(self._client, self._desk)
        return True

    async def _mark_left(self) -> list[FlowRun]:
        """Mark what is on record as just started: only the copydesk up before this one can have done it."""
        left = [
            run for run in await self._runs(_UNDER_WAY, self.names) if not is_present(self._desk, str(run.id))
        ]
        for run in left:
            await self.end(run, Crashed(message=LEFT))
        return [await self._client.read_flow_run(run.id) for run in left]

    @property
    def reads_nothing(self) -> bool:
        """Whether no source is set up."""
        return not any(wanted.tags for wanted in self._wanted.values())

    async def scheduled(self, before: datetime | None = None) -> list[FlowRun]:
        """Return the runs that are to start, the earliest first."""
        if not self.names:
            return []
        return await self._client.get_scheduled_flow_runs_for_deployments(list(self.names), before)

    async def next_times(self) -> dict[UUID, datetime]:
        """Return when each deployment runs next; those that nobody scheduled are not in it."""
        runs = await self.scheduled()
        seen = {run.deployment_id for run in runs}
        for deployment_id, wanted in self._wanted.items():
            # The server names 200 runs at most: four sources read every minute take all of them.
            if wanted.schedule is not None and deployment_id not in seen:
                runs += await self._client.get_scheduled_flow_runs_for_deployments([deployment_id], limit=1)
        times: dict[UUID, datetime] = {}
        for run in runs:
            if run.deployment_id and run.expected_start_time:
                times.setdefault(run.deployment_id, run.expected_start_time)
        return times

    async def name(self, run: FlowRun) -> FlowRun:
        """Give a run that is due the name of its source and day; Prefect drew one by lot."""
        wanted = self._wanted.get(run.deployment_id) if run.deployment_id else None
        if wanted is None:
            return run
        name = wanted.run_name(run.expected_start_time or datetime.now(UTC))
        await self._client.update_flow_run(run.id, name=name)
        return run.model_copy(update={"name": name})

    async def end(self, run: FlowRun, state: State[None]) -> None:
        """Put down how a run ended that no process tells of."""
        await self._client.set_flow_run_state(run.id, state, force=True)

    async def _take_away(self, deployment: DeploymentResponse) -> None:
        reason = f"{deployment.name}: the source is no longer in {self._desk.settings}."
        now = datetime.now(UTC)
        queued = [
            run
            for run in await self._runs((StateType.SCHEDULED,), [deployment.id])
            # Those that nobody waits for go with the deployment.
            if not run.auto_scheduled or (run.expected_start_time or now) <= now
        ]
        for run in queued:
            await self.end(await self.name(run), Cancelled(message=reason))
        tell(f"{reason} Cancelled of it: {counted(len(queued), 'queued run')}")
        await share_limit(self._client, deployment.id, None)  # it would be deleted with the deployment
        await self._client.delete_deployment(deployment.id)

    async def _runs(self, types: Sequence[StateType], deployments: Collection[UUID]) -> list[FlowRun]:
        if not deployments:
            return []
        return await self._client.read_flow_runs(
            flow_run_filter=FlowRunFilter(
                deployment_id=FlowRunFilterDeploymentId(any_=list(deployments)),
                state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(types))),
            ),
            sort=FlowRunSort.EXPECTED_START_TIME_ASC,
        )
