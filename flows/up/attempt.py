"""One flow run, executed in a process of its own, as Prefect's own runner does it."""

from contextlib import suppress
from pathlib import Path

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import FlowRun, State
from prefect.exceptions import Abort
from prefect.flows import load_flow_from_flow_run
from prefect.runner._flow_run_executor import FlowRunExecutorContext
from prefect.runner._starter_engine import EngineCommandStarter
from prefect.states import Crashed, Pending
from prefect.utilities.engine import propose_state

STOPPED = "copydesk up was stopped while this ran. What was committed is in the desk; the next run goes on."
_KILL_AFTER_SECONDS = 15.0


class Attempt:
    """A run that was given to a process: it can be waited for, and stopped."""

    def __init__(self, client: PrefectClient, run: FlowRun) -> None:
        self.run = run
        self._client = client
        self._context: FlowRunExecutorContext | None = None
        self.is_stopped = False

    async def execute(self) -> State[None] | None:
        """Run it to its end and return its last state; None if the server wants it to wait."""
        with suppress(Abort):
            state = await propose_state(self._client, Pending(), flow_run_id=self.run.id)
            if not state.is_pending():
                return None  # another run has the slot: the server schedules this one anew
            await self._run_process()
        return await self.read_state()

    async def read_state(self) -> State[None] | None:
        """Return the state that the server has of it."""
        return (await self._client.read_flow_run(self.run.id)).state

    async def stop(self) -> None:
        """End its process."""
        self.is_stopped = True
        if self._context is not None:
            await self._context.process_manager.kill(self.run.id, grace_seconds=_KILL_AFTER_SECONDS)

    async def mark_stopped(self) -> None:
        """Leave no run on record as running that is not; of one that was stopped, say by whom."""
        state = await self.read_state()
        if state is None or not state.is_final() or (self.is_stopped and state.is_crashed()):
            await self._client.set_flow_run_state(self.run.id, Crashed(message=STOPPED), force=True)

    async def _run_process(self) -> None:
        async with FlowRunExecutorContext() as context:
            self._context = context
            starter = EngineCommandStarter(
                control_channel=context.control_channel,
                # Ctrl-C reaches every process of the terminal's group; the run is to finish.
                isolate_process_group=True,
                stream_output=False,
                cwd=Path.cwd(),
            )
            executor = context.create_executor(self.run, starter, resolve_flow=load_flow_from_flow_run)
            try:
                await executor.submit()
            finally:
                self._context = None
