"""A desk that takes in hostile inputs one by one, and holds each to its time, its memory and its account."""

import faulthandler
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from time import process_time

from copydesk.storage import runs
from copydesk.storage.database import open_live
from copydesk.storage.desk import Desk, writing
from copydesk.storage.prepared import Prepared, concatenate
from copydesk.storage.publish import publish
from copydesk.storage.records import RawDocument, Reject
from copydesk.storage.runs import Run, SourceRead, Tally
from copydesk.storage.soundness import differing_rows, live_breaches
from copydesk.tasks.commit import commit_window
from copydesk.tasks.index_plan import desk_plan
from copydesk.tasks.line import Line, Rules
from copydesk.tasks.prepare import prepare_documents, reject_columns
from copydesk.tasks.read import read_source
from copydesk.tasks.recipe import Recipe
from copydesk.tasks.text.clean import rules_version
from copydesk.tasks.text.thresholds import Thresholds

# Of processor time; one that waits for something that never comes ends the process after the second figure.
MOST_SECONDS = 20.0
HANGING_SECONDS = 600.0
MOST_BYTES = 1_000_000_000
WINDOW_INPUTS = 100
STARTED_AT = datetime.fromisoformat("2024-01-01")


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one input: documents and rejects as read, what was refused later, what was no news.

    `peak_bytes` is what the process held at most, beyond what it held before.
    """

    file: Path
    documents: int
    rejects: int
    refused_later: int
    passed_over: int
    seconds: float
    peak_bytes: int

    @property
    def breaches(self) -> list[str]:
        """Say which rules it breaks."""
        rules = {
            "neither an article nor a reject": self.documents + self.rejects + self.passed_over == 0,
            f"took {self.seconds:.1f} CPU-s": self.seconds > MOST_SECONDS,
            f"held {self.peak_bytes:,} bytes more": self.peak_bytes > MOST_BYTES,
        }
        return [rule for rule, is_broken in rules.items() if is_broken]


@contextmanager
def open_desk(folder: Path) -> Iterator[Line]:
    """Give a new desk, open for one run; at the end it is published and must be sound."""
    desk = Desk(folder)
    desk.create()
    run = Run("hostile", None, STARTED_AT, "1", rules_version, "settings")
    with writing(desk), open_live(desk) as live:
        runs.start_run(live, run)
        yield Line(live, Rules(Recipe(desk_plan(live), {}), Thresholds(), {}), run)
        publish(live, desk, lambda: runs.record_tally(live, run, Tally(), ("Completed", STARTED_AT)))
        with live.reading(desk.published, "published"):
            broken = [*live_breaches(live), *differing_rows(live)]
        assert not broken, [(breach.rule, breach.rows[:3]) for breach in broken]


def take_in(line: Line, files: Iterable[Path]) -> Iterator[Taken]:
    """Read, prepare and commit files, many of them in one window, and yield what became of each."""
    files = iter(files)
    while some := list(islice(files, WINDOW_INPUTS)):
        found = [_read(line, file) for file in some]
        for file in some:
            for source in {file.name, file.parent.name}:
                runs.name_source(line.live, SourceRead(source, "file", str(file), failed=False), STARTED_AT)
        whole = concatenate([prepared for _, prepared in found])
        tally = commit_window(line, whole, STARTED_AT)
        expected = len(whole) + whole.refused_inputs
        assert tally.taken == expected, f"{expected} inputs became {tally}"
        yield from (taken for taken, _ in found)


def _read(line: Line, file: Path) -> tuple[Taken, Prepared]:
    faulthandler.dump_traceback_later(HANGING_SECONDS, exit=True)
    _forget_peak()
    held_before = _peak_bytes()
    started = process_time()
    try:
        items = list(read_source(str(file)))
        documents = [item for item in items if isinstance(item, RawDocument)]
        rejects = [item for item in items if isinstance(item, Reject)]
        prepared = prepare_documents(documents, line.rules.recipe)
    except Exception as error:
        raise AssertionError(f"{file} raised {error!r}") from error
    finally:
        faulthandler.cancel_dump_traceback_later()
    later = len(prepared.tables["rejects"])
    assert len(prepared) + later == len(documents), (
        f"{file}: {len(documents)} became {len(prepared)} and {later}"
    )
    taken = Taken(
        file,
        documents=len(documents),
        rejects=len(rejects),
        refused_later=later,
        passed_over=len(items) - len(documents) - len(rejects),
        seconds=process_time() - started,
        peak_bytes=_peak_bytes() - held_before,
    )
    return taken, prepared.with_rejects(reject_columns(rejects))


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _peak_bytes() -> int:
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024
