"""How the invented corpus in `golden/` is cleaned and matched: `python benchmarks/quality_golden.py`.

It is small enough to be scored with every test. `articles.toml` holds texts with their furniture marked,
scored like those of `quality_furniture.py`; `pairs.toml` holds texts, and what two of them are to each other,
matched as in `quality_matching.py`, all texts as one collection. What comes out otherwise is printed. The
script fails where a figure is below its floor in `floors.toml`.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple

from floors import hold
from quality_furniture import judge, report, runs
from quality_matching import MERGED, Matched, match, pair_key

from copydesk.tasks.text.minhash import plan
from copydesk.tasks.text.thresholds import Thresholds

FOLDER = Path(__file__).with_name("golden")
MARKED = re.compile(r"⟦(?P<kind>[a-z]+):(?P<text>[^⟧]*)⟧")
ONE_STORY = MERGED | {"exact"}


class Labelled(NamedTuple):
    """A pair: what it is about, what an editor calls it, and what it was found to be."""

    about: str
    label: str
    found: str


def main() -> None:
    hold("golden", measure_articles() | measure_pairs())


def measure_articles() -> dict[str, float]:
    texts, judged = {}, {}
    for name, marked in read("articles.toml").items():
        texts[name], spans = unmark(marked.strip())
        judged[name] = judge(texts[name], spans)
    figures = report("articles", list(judged.values()))
    print("\n".join(line for name, words in judged.items() for line in runs(name, texts, words)))
    return figures


def unmark(marked: str) -> tuple[str, list[dict[str, Any]]]:
    """Return a text without its marks, and the spans of furniture that they marked."""
    text, spans, after = "", [], 0
    for mark in MARKED.finditer(marked):
        text += marked[after : mark.start()]
        spans.append({"start": len(text), "end": len(text) + len(mark["text"])})
        spans[-1] |= {"kind": mark["kind"], "optional": False}
        text, after = text + mark["text"], mark.end()
    return text + marked[after:], spans


def measure_pairs() -> dict[str, float]:
    corpus = read("pairs.toml")
    passages = {name: text.strip() for name, text in corpus["passages"].items()}
    texts = {name: text.format(**passages).strip() for name, text in corpus["texts"].items()}
    matched = match([{"id": name, "text": text} for name, text in texts.items()], plan(), Thresholds())
    pairs = [
        Labelled(about, pair["relation"], relation(matched, pair)) for about, pair in corpus["pairs"].items()
    ]
    figures = {
        "one story, merged": mean([pair.found in ONE_STORY for pair in pairs if pair.label in ONE_STORY]),
        "two stories, kept apart": mean(
            [pair.found not in ONE_STORY for pair in pairs if pair.label not in ONE_STORY]
        ),
        "relation as labelled": mean([pair.found == pair.label for pair in pairs]),
    }
    print(f"pairs: {len(pairs)} labelled")
    for figure, value in figures.items():
        print(f"  {figure:44}{value:8.4f}")
    print("\n".join(f"{about}: {found}, not {label}" for about, label, found in pairs if found != label))
    return {f"pairs: {figure}": value for figure, value in figures.items()}


def relation(matched: Matched, pair: Mapping[str, str]) -> str:
    """Return what two texts were found to be; a story of a digest is `shared` with it, as in a desk."""
    one, other = key = pair_key(matched, {"a": pair["one"], "b": pair["other"]})
    row = matched.rows().get(key)
    if row is None:
        return "none"
    if matched.relations.accepted[row] and matched.digests[one] != matched.digests[other]:
        return "shared"
    return str(matched.relations.relation[row])


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
