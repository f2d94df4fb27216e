"""Files that hold the same unreadable record over and over."""

import json
import zipfile
from pathlib import Path

from copydesk.storage.records import RawDocument, Reject
from copydesk.storage.rejects import KeptInput
from copydesk.tasks.read import read_source, windows
from copydesk.tasks.reading.again import read_again
from copydesk.tasks.reading.origin import Handling
from copydesk.tasks.reading.repeated import ALONE
from copydesk.tasks.text.columns import Columns
from copydesk.tasks.text.records import Notation
from tests.desks import FEED, live, new_desk, take
from tests.soundness import assert_sound

EMPTY = '{"text": "", "headline": "Rain on the harbour"}\n'
STORY = json.dumps({"text": "The ferry Aurora sank in the harbour on Monday."}) + "\n"


def written(folder: Path, lines: str) -> Path:
    file = folder / "news.jsonl"
    file.write_text(lines, encoding="utf-8")
    return file


def rejects(file: Path) -> list[Reject]:
    return [item for item in read_source(str(file)) if isinstance(item, Reject)]


def test_the_same_bytes_over_and_over_are_a_hundred_rejects_and_one_for_all_others(tmp_path: Path) -> None:
    found = rejects(written(tmp_path, STORY + EMPTY * 5_000 + STORY))

    assert [one.location for one in found[:ALONE]] == [f"line {number}" for number in range(2, ALONE + 2)]
    [others] = found[ALONE:]
    assert others.location == "line 102 and 4,899 more places, up to line 5001"
    assert (others.inputs, others.payload, others.reason) == (4_900, EMPTY.strip().encode(), found[0].reason)


def test_other_bytes_are_a_reject_each(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": number, "text": ""}) + "\n" for number in range(1_500))

    assert len(rejects(written(tmp_path, lines))) == 1_500


def test_one_too_many_is_told_with_its_place_alone(tmp_path: Path) -> None:
    found = rejects(written(tmp_path, EMPTY * (ALONE + 1)))

    assert [one.location for one in found[ALONE:]] == [f"line {ALONE + 1}"]


def test_files_of_an_archive_are_counted_apart(tmp_path: Path) -> None:
    file = tmp_path / "news.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.jsonl", EMPTY * 150)
        archive.writestr("b.jsonl", EMPTY * 80)

    assert len(rejects(file)) == ALONE + 1 + 80


def test_all_inputs_are_counted_in_the_run_and_the_desk_is_sound(tmp_path: Path) -> None:
    [window] = windows(read_source(str(written(tmp_path, STORY + EMPTY * 400)), FEED))
    desk = new_desk(tmp_path / "desk")

    tally = take(desk, [*window.documents, *window.rejects])

    assert (window.inputs, tally.new, tally.rejected) == (401, 1, 400)
    assert len(live(desk, "from rejects")) == ALONE + 1
    assert_sound(desk)


def test_a_reject_of_many_inputs_can_be_tried_again(tmp_path: Path) -> None:
    others = rejects(written(tmp_path, EMPTY * 400))[-1]
    kept = KeptInput("1", others.source, others.uri, others.location, others.given or "", others.payload)
    headlines = Handling(notation=Notation(Columns({"text": "headline"})))

    [refused], [read] = list(read_again(kept, None)), list(read_again(kept, headlines))

    assert isinstance(refused, Reject)
    assert (refused.location, refused.reason) == (others.location, others.reason)
    assert isinstance(read, RawDocument)
    assert read.text == "Rain on the harbour"
