"""How well furniture is taken out of raw news: `python benchmarks/quality_furniture.py DATA [MISSES]`.

DATA (or COPYDESK_DATA) is a folder with `furniture/docs.jsonl` (id, text) and `furniture/gold.jsonl` (id and
spans: start, end, kind, optional). A word counts by the span that holds its first character; optional spans
don't count; a headline that moved to the title is kept. Every third text by its id is held out: rules are
written without reading it. The first MISSES (default 0) wrong runs of the other texts are printed. The script
fails where a figure is below its floor in `floors.toml`.
"""

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from floors import hold

from copydesk.tasks.text.clean import clean

# Scripts without spaces count by characters.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
WORD = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")
STORY, OPTIONAL = "story", "optional"
SHOWN = 100


class Word(NamedTuple):
    """A word of a raw text: what it is, and whether it was taken out."""

    start: int
    stop: int
    kind: str
    removed: bool


def main() -> None:
    data = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ["COPYDESK_DATA"])
    misses = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    texts = {item["id"]: item["text"] for item in read(data / "furniture" / "docs.jsonl")}
    gold = {item["id"]: item["spans"] for item in read(data / "furniture" / "gold.jsonl")}
    judged = {name: judge(texts[name], gold[name]) for name in sorted(gold)}
    held = set(sorted(gold)[2::3])
    figures = report("read", [words for name, words in judged.items() if name not in held])
    figures |= report("held out", [judged[name] for name in sorted(held)])
    figures |= report("all", list(judged.values()))
    wrong = [line for name, words in judged.items() if name not in held for line in runs(name, texts, words)]
    print("\n".join(wrong[:misses]))
    hold("furniture", figures)


def judge(text: str, spans: Sequence[Mapping[str, Any]]) -> list[Word]:
    kinds = paint(text, [(s["start"], s["end"], OPTIONAL if s["optional"] else s["kind"]) for s in spans])
    cut = [
        (span.start, span.stop, "cut") for span in clean(text).spans if span.kind not in ("title", "repair")
    ]
    cuts = paint(text, cut)
    matches = WORD.finditer(text)
    return [Word(m.start(), m.end(), kinds[m.start()] or STORY, bool(cuts[m.start()])) for m in matches]


def paint(text: str, spans: Sequence[tuple[int, int, str]]) -> list[str]:
    colours = [""] * len(text)
    for start, stop, colour in spans:
        colours[start:stop] = [colour] * (stop - start)
    return colours


def report(name: str, texts: Sequence[Sequence[Word]]) -> dict[str, float]:
    """Print the figures of some texts, and return them by name."""
    words = [word for text in texts for word in text if word.kind != OPTIONAL]
    story = [word.removed for word in words if word.kind == STORY]
    furniture = [word.removed for word in words if word.kind != STORY]
    others = [word.removed for word in words if word.kind not in (STORY, "caption")]
    figures = {
        "story words kept": 1 - share(story),
        "furniture words removed": share(furniture),
        "furniture words removed, without captions": share(others),
        "precision": sum(furniture) / max(1, sum(furniture) + sum(story)),
    }
    print(f"{name}: {len(texts)} texts")
    for figure, value in figures.items():
        print(f"  {figure:44}{value:8.4f}")
    totals = Counter(word.kind for word in words)
    removed = Counter(word.kind for word in words if word.removed)
    kinds = [f"{kind} {removed[kind]}/{total}" for kind, total in totals.most_common() if kind != STORY]
    print("  " + ", ".join(kinds))
    return {f"{name}: {figure}": value for figure, value in figures.items()}


def share(flags: Sequence[bool]) -> float:
    return sum(flags) / max(1, len(flags))


def runs(name: str, texts: Mapping[str, str], words: Sequence[Word]) -> list[str]:
    """Return each run of words that was cut though story, or left though furniture."""
    found: list[str] = []
    for wrong, group in groupby(
        words, lambda word: word.kind != OPTIONAL and word.removed == (word.kind == STORY)
    ):
        run = list(group)
        if wrong:
            verb = "lost" if run[0].removed else f"left ({run[0].kind})"
            found.append(f"{name} {verb}: {texts[name][run[0].start : run[-1].stop][:SHOWN]!r}")
    return found


def read(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


if __name__ == "__main__":
    main()
