import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from copydesk.storage.desk import Desk, writing
from copydesk.storage.errors import DeskBusyError, DeskUnusableError
from tests.desks import new_desk

HOLDER = """
import sys, time
from pathlib import Path
from copydesk.storage.desk import Desk, writing

with writing(Desk(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(60)
"""


@contextmanager
def held_by_another(desk: Desk) -> Iterator["subprocess.Popen[str]"]:
    """A second process that holds the desk's lock."""
    command = [sys.executable, "-c", HOLDER, os.fspath(desk.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        try:
            yield holder
        finally:
            holder.kill()


def test_a_busy_desk_says_which_process_holds_it_and_since_when(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "desk")
    with held_by_another(desk) as holder, pytest.raises(DeskBusyError) as refusal, writing(desk):
        pass
    told = str(refusal.value)
    assert str(desk.folder) in told
    assert re.search(rf"process {holder.pid} on \S+ since \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d UTC", told)
    assert "--wait" in told


def test_a_killed_process_holds_no_desk(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "desk")
    with held_by_another(desk) as holder:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        with writing(desk):
            assert f"process {os.getpid()} " in desk.lock.read_text()


def test_who_waits_for_a_desk_gets_it_when_it_is_free(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "desk")
    with held_by_another(desk) as holder:
        subprocess.Popen(["/bin/sh", "-c", f"sleep 0.5; kill -9 {holder.pid}"])
        started = time.monotonic()
        with writing(desk, wait_seconds=20):
            assert 0.3 < time.monotonic() - started < 10


def test_waiting_for_a_desk_ends(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "desk")
    with held_by_another(desk):
        started = time.monotonic()
        with pytest.raises(DeskBusyError), writing(desk, wait_seconds=0.5):
            pass
        assert 0.5 <= time.monotonic() - started < 5


def test_a_desk_is_free_after_an_error_and_names_nobody(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "desk")
    with pytest.raises(ZeroDivisionError), writing(desk):
        _ = 1 / 0
    assert desk.lock.read_text() == ""
    with writing(desk):
        pass


def test_a_desk_cannot_lie_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("not a folder")
    with pytest.raises(DeskUnusableError, match=re.escape(str(tmp_path / "note.txt" / "desk"))):
        Desk(tmp_path / "note.txt" / "desk").create()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_desk_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "desk")
    desk.folder.chmod(0o500)
    try:
        with pytest.raises(DeskUnusableError, match="not writable"):
            desk.create()
        with pytest.raises(DeskUnusableError, match="cannot lock"), writing(desk):
            pass
    finally:
        desk.folder.chmod(0o700)
