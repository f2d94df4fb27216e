"""Tells that a run failed: by hooks that Prefect calls with its last state, or when it is found dead."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from prefect import Flow
from prefect.client.schemas.objects import FlowRun, State
from prefect.settings import PREFECT_UI_URL

from copydesk.flows.alerts.notice import Notice, send
from copydesk.flows.settings import SettingsError, load_settings
from copydesk.storage.desk import Desk
from copydesk.tasks.clock import utc_now


def tell_failure(flow: Flow[Any, Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Send a notice of a run that failed or crashed, if the desk's settings name somebody."""
    desk = Desk(Path(str(flow_run.parameters.get("desk", "desk"))).absolute())
    _tell(desk, flow_run, flow_run.name or flow.name, state)


def tell_killed(desk: Desk, runs: Sequence[FlowRun]) -> None:
    """Send a notice of each run that was found dead: its process could not call a hook."""
    for run in runs:
        if run.state is not None:
            _tell(desk, run, run.name, run.state)


def _tell(desk: Desk, run: FlowRun, name: str, state: State[Any]) -> None:
    try:
        alert = load_settings(desk.settings).alert
    except SettingsError:
        return  # the run says itself that they can't be read
    if alert.is_set:
        pages = PREFECT_UI_URL.value()
        send(
            Notice(
                text=f"{name}: {state.name}: {state.message or 'it tells no reason'}",
                kind="failed",
                desk=str(desk.folder.absolute()),
                at=f"{utc_now().isoformat(timespec='seconds')}Z",
                source=", ".join(map(str, run.parameters.get("sources") or [])) or None,
                run=str(run.id),
                url=f"{pages}/runs/flow-run/{run.id}" if pages else None,
            ),
            alert,
        )
