"""Snapshots: an id for what is published, however it came about. `test_invariants` tries orders."""

from pathlib import Path

from copydesk.flows.cli import main
from copydesk.storage.desk import Desk
from tests.desks import document, new_desk, published, take

FERRY = document(
    "The ferry to Holm stays in harbour until Thursday because of the ice in the sound.", external_id="a"
)
BEES = document("Nine of eleven beekeepers on the island report strong hives this winter.", external_id="b")


def snapshot_id(desk: Desk) -> str:
    [row] = published(desk, "select snapshot_id from snapshots")
    return str(row["snapshot_id"])


def test_a_further_article_gives_another_id_and_a_run_without_news_the_same(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    take(desk, [FERRY])
    first = snapshot_id(desk)
    take(desk, [FERRY])
    again = snapshot_id(desk)
    take(desk, [BEES])

    assert first == again
    assert snapshot_id(desk) != first
    [named] = published(desk, "select list(snapshot_id order by run_id) as ids from runs")
    assert named["ids"] == [first, first, snapshot_id(desk)]


def test_a_desk_published_anew_has_the_id_that_its_changes_led_to(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    take(desk, [FERRY])
    take(desk, [BEES])
    before = snapshot_id(desk)
    desk.published.unlink()

    take(desk, [BEES])

    assert snapshot_id(desk) == before


def test_a_decision_gives_another_id_and_taking_it_back_the_first(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    take(desk, [FERRY, BEES])
    main(["merge", "a", "b", "--reason", "to try it", "--desk", str(tmp_path)])
    merged = snapshot_id(desk)
    main(["merge", "a", "b", "--undo", "--desk", str(tmp_path)])
    parted = snapshot_id(desk)
    main(["merge", "b", "a", "--reason", "for another reason", "--desk", str(tmp_path)])

    assert merged == snapshot_id(desk)
    assert merged != parted


def test_nothing_the_time_of_arrival_decides_takes_part(tmp_path: Path) -> None:
    one, other = new_desk(tmp_path / "one"), new_desk(tmp_path / "other")
    take(one, [FERRY, BEES])
    take(other, [BEES])
    take(other, [FERRY])

    assert snapshot_id(one) == snapshot_id(other)
