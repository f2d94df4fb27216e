"""Room on the disk, asked for before a run."""

import shutil
import subprocess
from pathlib import Path

import pytest

from copydesk.storage.room import NoRoomError, check_room, shares_blocks
from copydesk.storage.sizes import free_bytes
from tests.desks import document, new_desk, take


def test_a_run_that_would_fill_the_disk_is_refused_with_both_figures(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    free = free_bytes(desk)
    with pytest.raises(NoRoomError, match=r"this run needs about [\d,]+ bytes .* and [\d,]+ are free"):
        check_room(desk, free, margin=1.2)


def test_the_margin_can_be_set_and_zero_asks_for_nothing(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    text_bytes = free_bytes(desk) // 8
    check_room(desk, text_bytes, margin=1)
    with pytest.raises(NoRoomError, match="times 3"):
        check_room(desk, text_bytes, margin=3)
    check_room(desk, 1_000 * text_bytes, margin=0)


def test_a_run_that_brings_nothing_is_never_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = new_desk(tmp_path)
    take(desk, [document("The ferry is late.")])
    monkeypatch.setattr("copydesk.storage.room.free_bytes", lambda _: 0)
    check_room(desk, 0, margin=1.2)


def test_what_is_published_counts_twice_unless_copies_share_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = new_desk(tmp_path)
    take(desk, [document("The ferry is late.")])
    monkeypatch.setattr("copydesk.storage.room.free_bytes", lambda _: 1_000_000)
    monkeypatch.setattr("copydesk.storage.room.shares_blocks", lambda _: True)
    check_room(desk, 100_000, margin=1)
    monkeypatch.setattr("copydesk.storage.room.shares_blocks", lambda _: False)
    with pytest.raises(NoRoomError):
        check_room(desk, 100_000, margin=1)


def test_a_file_system_is_asked_whether_copies_share_blocks(tmp_path: Path) -> None:
    (tmp_path / "original").write_bytes(bytes(4096))
    command = [str(shutil.which("cp")), "--reflink=always", "original", "copy"]
    copied = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True)

    assert shares_blocks(tmp_path) == (copied.returncode == 0)
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "copy") == ["original"]
