import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from prefect import flow, tags
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import FlowRun
from prefect.states import Running

from copydesk.flows.server.records import desk_tag, mark_crashed, wait_until_recorded

KILLED_RUN = """
import os, signal, sys
from prefect import flow, runtime, tags

@flow
def cut_short() -> None:
    print(runtime.flow_run.id, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

with tags(sys.argv[1]):
    cut_short()
"""


@flow
def shift() -> None:
    """Does nothing; runs of it are only put on record."""


@pytest.fixture
def client(prefect_server: object) -> Iterator[SyncPrefectClient]:
    assert prefect_server
    with get_client(sync_client=True) as client:
        yield client


def running_on(desk: Path, client: SyncPrefectClient) -> FlowRun:
    with tags(desk_tag(desk)):
        return client.create_flow_run(shift, state=Running())


def state_of(flow_run_id: UUID, client: SyncPrefectClient) -> str | None:
    return client.read_flow_run(flow_run_id).state_name


def test_a_killed_run_is_marked_crashed_and_no_other(client: SyncPrefectClient, tmp_path: Path) -> None:
    desk, other_desk = tmp_path / "desk", tmp_path / "other"
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_RUN, desk_tag(desk)], stdout=subprocess.PIPE, text=True, check=False
    )
    killed_id = UUID(killed.stdout.strip())
    own, elsewhere = running_on(desk, client), running_on(other_desk, client)
    assert state_of(killed_id, client) == "Running"

    assert mark_crashed(desk, spare=[own.id]) == [killed_id]

    assert state_of(killed_id, client) == "Crashed"
    assert state_of(own.id, client) == "Running"
    assert state_of(elsewhere.id, client) == "Running"
    assert mark_crashed(desk, spare=[own.id]) == []


def test_waiting_for_records_that_do_not_come_ends_in_time(client: SyncPrefectClient, tmp_path: Path) -> None:
    flow_run = running_on(tmp_path, client)
    started = time.monotonic()

    assert not wait_until_recorded(flow_run.id, timeout_seconds=0.5)

    assert time.monotonic() - started < 5
