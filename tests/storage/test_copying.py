"""Copies are made by a child process, which goes when its parent is killed."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

COPYING = """
import sys
from pathlib import Path
from copydesk.storage.copying import copy_file

copy_file(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="nothing here ends a child with its parent")
def test_a_copy_under_way_ends_with_the_process_that_wants_it(tmp_path: Path) -> None:
    endless = tmp_path / "source"
    os.mkfifo(endless)
    command = [sys.executable, "-c", COPYING, str(endless), str(tmp_path / "target")]
    with subprocess.Popen(command) as process:
        copying = child_named(process, "cp")
        process.kill()
    give_up_at = time.monotonic() + 10
    while is_running(copying):
        assert time.monotonic() < give_up_at
        time.sleep(0.01)


def child_named(process: "subprocess.Popen[bytes]", name: str) -> int:
    give_up_at = time.monotonic() + 30
    while True:
        for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
            if Path(f"/proc/{child}/comm").read_text().strip() == name:
                return int(child)
        assert time.monotonic() < give_up_at
        time.sleep(0.01)


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
