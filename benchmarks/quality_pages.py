"""How well pages of news are read: `python benchmarks/quality_pages.py DATA [LOST]`.

DATA (or COPYDESK_DATA) is a folder with `pages/english` and `pages/multilingual` (`<id>.html.gz`) and, beside
each, `<name>.jsonl` (id and text, as a person marked it). Three readings of a page are scored by the words
they share with that text: trafilatura by its own defaults, ours, and ours cleaned. A headline that moved to
the title is kept. Pages where cleaning took out LOST (default 10) marked words or more are named, with the
cuts. What a reader saw in the last three lines of cleaned pages is counted from `page_tails.tsv`, by sample.
The script fails where a figure is below its floor in `floors.toml`.
"""

import gzip
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import trafilatura
from floors import hold
from quality_furniture import WORD

from copydesk.storage.records import Reject
from copydesk.tasks.reading.documents import open_page, page
from copydesk.tasks.reading.origin import Origin
from copydesk.tasks.text.clean import clean
from copydesk.tasks.text.decode import declared_charset, decode
from copydesk.tasks.text.spans import Cleaned, Given

TAILS = Path(__file__).with_name("page_tails.tsv")
COLLECTIONS = ("english", "multilingual")
READINGS = ("trafilatura", "extracted", "cleaned")
SHOWN = 100


class Reading(NamedTuple):
    """A page's marked text, and the texts that were read of it, in the order of READINGS."""

    name: str
    gold: Counter[str]
    texts: tuple[str, str, str]
    cuts: tuple[str, ...]


class Score(NamedTuple):
    precision: float
    recall: float
    f1: float


def main() -> None:
    data = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ["COPYDESK_DATA"])
    lost = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    figures = {}
    for name in COLLECTIONS:
        readings = list(read_pages(data / "pages", name))
        print(f"\n{name}: {len(readings)} pages, mean of each page's words")
        plain, _, cleaned = (
            report(reading, [score(one.gold, words(one.texts[number])) for one in readings])
            for number, reading in enumerate(READINGS)
        )
        figures |= {
            f"{name}: F1 cleaned": cleaned,
            f"{name}: F1 cleaned, above trafilatura's": cleaned - plain,
        }
        for one in readings:
            report_losses(one, lost)
    hold("pages", figures | report_tails())


def read_pages(folder: Path, name: str) -> Iterator[Reading]:
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
        marked = {item["id"]: item["text"] for item in map(json.loads, lines)}
    for page_id in sorted(marked):
        html = gzip.decompress((folder / name / f"{page_id}.html.gz").read_bytes())
        plain = trafilatura.extract(decode(html, declared_charset(html)).text) or ""
        raw, cleaned = read_and_clean(html)
        moved = [raw[span.start : span.stop] for span in cleaned.spans if span.kind == "title"][:1]
        texts = (plain, raw, "\n".join([*moved, cleaned.body]))
        yield Reading(page_id, words(marked[page_id]), texts, tuple(cuts_of(raw, cleaned)))


def read_and_clean(html: bytes) -> tuple[str, Cleaned]:
    """Return a page's text as it is taken in, and what cleaning makes of it."""
    document = open_page(page(html, Origin("pages", "pages", "", "")))
    if isinstance(document, Reject):
        return "", clean("")
    given = Given(title=document.title, author=document.author, language=document.language)
    return document.text, clean(document.text, given)


def cuts_of(raw: str, cleaned: Cleaned) -> Iterator[str]:
    for span in cleaned.spans:
        if span.kind not in ("title", "repair"):
            yield f"{span.rule}: {raw[span.start : span.stop]!r}"


def words(text: str) -> Counter[str]:
    return Counter(WORD.findall(text.casefold()))


def score(gold: Counter[str], found: Counter[str]) -> Score:
    shared = (gold & found).total()
    precision = shared / max(1, found.total())
    recall = shared / max(1, gold.total())
    return Score(precision, recall, 2 * shared / max(1, gold.total() + found.total()))


def report(reading: str, scores: Sequence[Score]) -> float:
    """Print the means of a reading's scores, and return the F1."""
    precision, recall, f1 = (sum(column) / len(scores) for column in zip(*scores, strict=True))
    print(f"  {reading:11} precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f}")
    return f1


def report_losses(one: Reading, lost: int) -> None:
    """Name a page that lost marked words to cleaning, and the cuts, the longest first."""
    _, extracted, cleaned = (one.gold & words(text) for text in one.texts)
    missing = (extracted - cleaned).total()
    if missing >= lost:
        print(f"  {one.name}: {missing} marked words lost")
        for cut in islice(sorted(one.cuts, key=len, reverse=True), 8):
            print(f"    {cut[:SHOWN]}")


def report_tails() -> dict[str, float]:
    """Print the pages whose last three lines hold furniture, as they were read; return others' share."""
    figures = {}
    with TAILS.open(encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
    for sample in sorted({row[0] for row in rows[1:]}):
        verdicts = [verdict for name, _, verdict in rows[1:] if name == sample]
        residue = sorted(verdict for verdict in verdicts if verdict != "clean")
        print(f"\nlast three lines, {sample}: {len(residue)} of {len(verdicts)} pages with residue {residue}")
        figures[f"{sample}: pages without furniture in the last three lines"] = 1 - len(residue) / len(
            verdicts
        )
    return figures


if __name__ == "__main__":
    main()
