"""A few hundred of the hostile inputs that `benchmarks/reliability_hostile.py` makes by the thousand."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks.generated_news import laid_out, texts
from benchmarks.hostile.inputs import hostile_inputs
from benchmarks.hostile_desk import open_desk, take_in

INPUTS = 300
SEED = 7
SOUND_TEXTS = 1_000


def test_every_hostile_input_is_an_article_or_a_reject_within_its_time_and_memory(tmp_path: Path) -> None:
    def files() -> Iterator[Path]:
        for hostile in hostile_inputs(INPUTS, SEED):
            file = tmp_path / hostile.name
            file.write_bytes(hostile.data)
            yield file

    with open_desk(tmp_path / "desk") as line:
        breaches = {taken.file.name: taken.breaches for taken in take_in(line, files()) if taken.breaches}

    assert breaches == {}


def as_lines(records: list[dict[str, str]]) -> bytes:
    return "".join(json.dumps(record) + "\n" for record in records).encode()


def as_table(records: list[dict[str, str]]) -> bytes:
    written = io.StringIO()
    writer = csv.DictWriter(written, ["id", "text"])
    writer.writeheader()
    writer.writerows(records)
    return written.getvalue().encode()


def as_parquet(records: list[dict[str, str]]) -> bytes:
    written = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(records), written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("write", "ending"), [(as_lines, ".jsonl"), (as_table, ".csv"), (as_parquet, ".parquet")]
)
def test_of_a_sound_collection_nothing_is_refused(tmp_path: Path, write, ending) -> None:  # type: ignore[no-untyped-def]
    records = [
        {"id": str(text.number), "text": laid_out(text.words)} for text in texts(SOUND_TEXTS, seed=SEED)
    ]
    file = tmp_path / f"news{ending}"
    file.write_bytes(write(records))

    with open_desk(tmp_path / "desk") as line:
        [taken] = take_in(line, [file])

    assert (taken.documents, taken.rejects, taken.refused_later) == (SOUND_TEXTS, 0, 0)


def test_the_same_seed_makes_the_same_inputs() -> None:
    one, again, other = ([hash(hostile) for hostile in hostile_inputs(40, seed)] for seed in (1, 1, 2))

    assert one == again
    assert one != other
