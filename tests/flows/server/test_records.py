import subprocess
import sys
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from prefect import flow
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import FlowRun
from prefect.states import Pending, Running

from copydesk.flows.server.records import desk_tag, mark_crashed, wait_until_recorded
from copydesk.storage.desk import Desk
from copydesk.storage.presence import start_here

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

PRESENT = """
import sys, time
from pathlib import Path
from copydesk.storage.desk import Desk
from copydesk.storage.presence import stay_present

stay_present(Desk(Path(sys.argv[1])), sys.argv[2])
print("present", flush=True)
time.sleep(60)
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
    return client.create_flow_run(shift, tags=[desk_tag(desk)], state=Running())


def state_of(flow_run_id: UUID, client: SyncPrefectClient) -> str | None:
    return client.read_flow_run(flow_run_id).state_name


def marked(desk: Path, spare: Collection[UUID] = ()) -> list[UUID]:
    return [run.id for run in mark_crashed(desk, spare)]


def test_a_killed_run_is_marked_crashed_and_no_other(client: SyncPrefectClient, tmp_path: Path) -> None:
    desk, other_desk = tmp_path / "desk", tmp_path / "other"
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_RUN, desk_tag(desk)], stdout=subprocess.PIPE, text=True, check=False
    )
    killed_id = UUID(killed.stdout.strip())
    own, elsewhere = running_on(desk, client), running_on(other_desk, client)
    assert state_of(killed_id, client) == "Running"

    assert marked(desk, spare=[own.id]) == [killed_id]

    assert state_of(killed_id, client) == "Crashed"
    assert state_of(own.id, client) == "Running"
    assert state_of(elsewhere.id, client) == "Running"
    assert mark_crashed(desk, spare=[own.id]) == []


def test_a_run_that_was_killed_before_it_began_is_marked_crashed(
    client: SyncPrefectClient, tmp_path: Path
) -> None:
    pending = client.create_flow_run(shift, tags=[desk_tag(tmp_path)], state=Pending())

    assert marked(tmp_path) == [pending.id]


def test_a_desk_behind_a_link_is_the_same_desk(client: SyncPrefectClient, tmp_path: Path) -> None:
    desk, link = tmp_path / "desk", tmp_path / "link"
    desk.mkdir()
    link.symlink_to(desk)

    killed = running_on(link, client)

    assert marked(desk) == [killed.id]


@contextmanager
def present_elsewhere(desk: Path, name: str) -> Iterator["subprocess.Popen[str]"]:
    """Another process that is present on the desk under a name, or about to start a run there."""
    command = [sys.executable, "-c", PRESENT, str(desk), name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "present\n"
        yield process
        process.kill()


def test_a_run_whose_process_waits_for_the_desk_is_spared_until_that_is_killed(
    client: SyncPrefectClient, tmp_path: Path
) -> None:
    waiting = running_on(tmp_path, client)
    with present_elsewhere(tmp_path, str(waiting.id)) as process:
        assert mark_crashed(tmp_path) == []
        process.kill()
        process.wait()
        assert marked(tmp_path) == [waiting.id]
    assert list((tmp_path / ".runs").iterdir()) == []


def test_a_run_that_may_be_that_of_a_process_about_to_start_one_is_spared(
    client: SyncPrefectClient, tmp_path: Path
) -> None:
    run = running_on(tmp_path, client)
    with present_elsewhere(tmp_path, "starting-1"):
        assert mark_crashed(tmp_path) == []
    assert marked(tmp_path) == [run.id]


def test_a_process_about_to_start_a_run_does_not_spare_others_from_itself(
    client: SyncPrefectClient, tmp_path: Path
) -> None:
    run = running_on(tmp_path, client)
    start_here(Desk(tmp_path))
    assert marked(tmp_path) == [run.id]


def test_waiting_for_records_that_do_not_come_ends_in_time(client: SyncPrefectClient, tmp_path: Path) -> None:
    flow_run = running_on(tmp_path, client)
    started = time.monotonic()

    assert not wait_until_recorded(flow_run.id, timeout_seconds=0.5)

    assert time.monotonic() - started < 5
