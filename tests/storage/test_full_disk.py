"""A disk that fills while a desk is written: it is told, nothing committed is lost, and work goes on with room."""  # noqa: E501

import os
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from copydesk.storage.compact import compact
from copydesk.storage.desk import writing
from copydesk.storage.errors import DeskUnusableError
from copydesk.storage.records import RawDocument
from tests.desks import commit, document, live, new_desk, publish_run, published, running, take
from tests.soundness import assert_sound

DISK_BYTES = 24_000_000
WINDOW = 30


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes, which only root can have."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(place)]
    with suppress(FileNotFoundError):
        if subprocess.run(mount, capture_output=True, check=False).returncode == 0:
            yield place
            subprocess.run(["umount", "--lazy", str(place)], check=True)  # noqa: S607
            return
    pytest.skip("no disk can be mounted here")


def stories(window: int) -> Sequence[RawDocument]:
    """Return a window of long texts, no two of them alike."""
    return [
        document(
            " ".join(f"w{window}n{number}x{place}" for place in range(600)), external_id=f"{window}-{number}"
        )
        for number in range(WINDOW)
    ]


def fill(disk: Path) -> Path:
    """Take what room is left."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(100_000))
    return ballast


@contextmanager
def filling_once_there_is(name: str, disk: Path) -> Iterator[None]:
    """Fill the disk from elsewhere as soon as a file of that name is on it."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.0005):
            if any(disk.rglob(name)):
                fill(disk)
                return

    watching = threading.Thread(target=watch)
    watching.start()
    yield
    over.set()
    watching.join()


def test_a_disk_that_fills_while_documents_are_taken_in(disk: Path) -> None:
    desk = new_desk(disk / "desk")
    take(desk, stories(0))
    ballast = fill(disk)
    os.truncate(ballast, ballast.stat().st_size - 3_000_000)
    committed = 0
    with (
        pytest.raises(DeskUnusableError, match=r"live\.duckdb: .*\n*.*No space left.*make room"),
        running(desk) as line,
    ):
        for window in range(1, 100):
            commit(line, stories(window))
            committed = window
    assert len(published(desk, "from articles")) == WINDOW

    ballast.unlink()
    take(desk, stories(100))

    assert len(published(desk, "from articles")) == (committed + 2) * WINDOW
    assert_sound(desk)


def test_a_disk_that_fills_while_it_is_published(disk: Path) -> None:
    desk = new_desk(disk / "desk")
    take(desk, stories(0))
    with running(desk) as line:
        commit(line, stories(1))
        with (
            filling_once_there_is("articles.duckdb.next", disk),
            pytest.raises(DeskUnusableError, match=r"articles\.duckdb: .*No space left.*make room"),
        ):
            fill(disk)
            publish_run(desk, line)
        assert len(published(desk, "from articles")) == WINDOW
        assert not list(desk.folder.glob("*.next*"))
        (disk / "ballast").unlink()
        publish_run(desk, line)

    assert len(published(desk, "from articles")) == 2 * WINDOW
    assert_sound(desk)


def test_a_disk_that_fills_while_the_desk_is_compacted(disk: Path) -> None:
    desk = new_desk(disk / "desk")
    take(desk, stories(0), stories(1))
    before = live(desk, "from articles")
    with filling_once_there_is("*.next", disk), writing(desk), pytest.raises(DeskUnusableError):
        compact(desk)

    (disk / "ballast").unlink()
    with writing(desk):
        compact(desk)
    assert live(desk, "from articles") == before
    assert_sound(desk)
