"""Desks where a clock jumps, behind a link, on a path of odd letters, or where nothing may be written."""

import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest

from copydesk.flows.cli import main
from copydesk.storage.desk import Desk, writing
from copydesk.storage.errors import DeskBusyError
from copydesk.storage.examine import examine
from tests import desks
from tests.desks import document, new_desk, published, take
from tests.soundness import assert_sound

ROOT = Path(__file__).parents[2]


def test_a_clock_that_jumps_back_and_ahead_changes_no_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [
        document(f"The ferry number {number} is late again today.", url="https://a.b/c")
        for number in range(4)
    ]
    steady, jumping = new_desk(tmp_path / "steady"), new_desk(tmp_path / "jumping")
    for text in texts:
        take(steady, [text])
    for text, year in zip(texts, (2026, 1970, 2099, 2001), strict=True):
        at = datetime.fromisoformat(f"{year}-02-28T23:59:59")
        monkeypatch.setattr(desks, "_clock", iter([at, at.replace(year=year - 1), at, at]))
        take(jumping, [text])

    places = "select external_id, body, relation, words from articles"
    assert published(jumping, places) == published(steady, places)
    assert_sound(jumping)
    with writing(jumping):
        assert not any(examine(jumping, datetime.fromisoformat("1980-01-01")).breaches.values())


def test_a_desk_behind_a_link_and_on_a_path_of_odd_letters_is_the_same_desk(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "Büro für 新闻, it's “new” %20")
    link = tmp_path / "link"
    link.symlink_to(desk.folder)
    take(desk, [document("The ferry is late.")])
    take(Desk(link), [document("The ferry came.")])

    with writing(desk), pytest.raises(DeskBusyError), writing(Desk(link)):
        pass
    assert len(published(desk, "from articles")) == 2
    assert_sound(desk)
    assert main(["sql", "select count(*) from articles", "--desk", str(link)]) == 0


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A place where a desk was made, and where nothing can be written any more; only root can have it."""
    place = tmp_path / "place"
    place.mkdir()
    take(new_desk(place / "desk"), [document("The ferry is late.", external_id="ferry")])
    with suppress(FileNotFoundError):
        bind = ["mount", "--bind", str(place), str(place)]
        if subprocess.run(bind, capture_output=True, check=False).returncode == 0:
            subprocess.run(["mount", "-o", "remount,ro,bind", str(place)], check=True)  # noqa: S607
            yield place
            subprocess.run(["umount", "--lazy", str(place)], check=True)  # noqa: S607
            return
    pytest.skip("nothing can be mounted here")


def test_on_a_read_only_disk_a_desk_can_be_asked_and_says_that_it_cannot_be_written(
    read_only: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at_desk = ["--desk", str(read_only / "desk")]

    assert main(["sql", "select external_id from articles", *at_desk]) == 0
    assert main(["explain", "ferry", *at_desk]) == 0
    assert "ferry" in capsys.readouterr().out
    for words in (["ingest", str(ROOT / "seeds")], ["pin", "ferry", "--reason", "ours"], ["doctor"]):
        assert main([*words, *at_desk]) == 1
        assert f"copydesk: {read_only / 'desk'}" in capsys.readouterr().err
