"""A document that is no story is refused with its place."""

import json
from pathlib import Path

from copydesk.tasks.read import read_source
from tests.desks import new_desk, published, take


def test_a_line_of_nothing_but_furniture_is_refused_with_its_file_and_line(tmp_path: Path) -> None:
    lines = ["Rain is expected across the north on Sunday, forecasters said.", "Subscribe to our newsletter"]
    file = tmp_path / "day.jsonl"
    file.write_text("".join(json.dumps({"text": text}) + "\n" for text in lines), encoding="utf-8")
    desk = new_desk(tmp_path / "desk")

    take(desk, list(read_source(str(file))))

    [refused] = published(desk, "select uri, location, stage from rejects")
    assert refused == {"uri": str(file), "location": "line 2", "stage": "clean"}
