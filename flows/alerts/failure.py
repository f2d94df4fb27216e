"""Tells that a run failed: hooks that Prefect calls with the run's last state."""

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
    try:
        alert = load_settings(desk.settings).alert
    except SettingsError:
        return  # the run says itself that they can't be read
    if alert.is_set:
        send(
            Notice(
                text=f"{flow_run.name or flow.name}: {state.name}: {state.message or 'it tells no reason'}",
                kind="failed",
                desk=str(desk.folder),
                at=f"{utc_now().isoformat(timespec='seconds')}Z",
                source=", ".join(map(str, flow_run.parameters.get("sources") or [])) or None,
                run=str(flow_run.id),
                url=f"{PREFECT_UI_URL.value()}/runs/flow-run/{flow_run.id}",
            ),
            alert,
        )
