"""How well matching finds what has run before: `python benchmarks/quality_matching.py DATA`.

DATA (or COPYDESK_DATA) is a folder with `near_duplicates/`, `synthetic/` and `excerpts/`, each holding
`docs.jsonl` and what is true of them. Texts are cleaned, fingerprinted, compared and placed as in a desk;
candidates come from the two lanes, joined in memory here and in SQL there. The script fails where a figure is
below its floor in `floors.toml`.
"""

import gzip
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from floors import hold
from numpy.typing import NDArray

from copydesk.tasks.text.choose import Candidates, Edges, Stars, choose
from copydesk.tasks.text.clean import clean
from copydesk.tasks.text.digests import Overlaps, breaks_at_digest, find_digests
from copydesk.tasks.text.fingerprint import Fingerprints, fingerprint
from copydesk.tasks.text.minhash import IndexPlan, plan
from copydesk.tasks.text.relation import Facts, Relations, relate
from copydesk.tasks.text.spans import Given
from copydesk.tasks.text.thresholds import Thresholds
from copydesk.tasks.text.verify import Figures, compare

MERGED = {"dup", "version", "excerpt"}
APART = {"shared", "distinct"}


class Matched(NamedTuple):
    """A collection with its compared pairs, the shorter text first, its digests and its stars."""

    ids: dict[str, int]
    pairs: NDArray[np.int64]
    figures: Figures
    facts: Facts
    relations: Relations
    digests: NDArray[np.bool_]
    stars: Stars

    def rows(self) -> dict[tuple[int, int], int]:
        return {(min(pair), max(pair)): row for row, pair in enumerate(map(tuple, self.pairs.tolist()))}

    def same_cluster(self, one: int, other: int) -> bool:
        return bool(self.stars.canonical[one] == self.stars.canonical[other])


def main() -> None:
    data = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ["COPYDESK_DATA"])
    index_plan = plan()
    figures = {}
    for measure in (measure_near_duplicates, measure_synthetic, measure_excerpts):
        name = measure.__name__.removeprefix("measure_")
        print(f"\n{name}")
        for figure, value in measure(data, index_plan):
            print(f"  {figure:52}{value:8.4f}")
            figures[f"{name}: {figure}"] = value
    hold("matching", figures)


def measure_near_duplicates(data: Path, index_plan: IndexPlan) -> Iterator[tuple[str, float]]:
    gold = list(read(data / "near_duplicates/pairs.jsonl"))
    matched = match(list(read(data / "near_duplicates/docs.jsonl")), index_plan, Thresholds())
    rows = matched.rows()
    keys = [pair_key(matched, line) for line in gold]
    merged = [key in rows and bool(matched.relations.accepted[rows[key]]) for key in keys]
    clustered = [matched.same_cluster(*key) for key in keys]
    yield "F1 of accepted matches", f1(gold, merged)
    apart = [not yes for line, yes in zip(gold, merged, strict=True) if line["label"] in APART]
    yield "shared or distinct pairs kept apart", float(np.mean(apart))
    yield "F1 of clusters alone", f1(gold, clustered)
    held_out = leave_one_event_out(gold, matched, [rows.get(key) for key in keys])
    yield "F1 of accepted matches, each event held out in turn", f1(gold, held_out)


def measure_synthetic(data: Path, index_plan: IndexPlan) -> Iterator[tuple[str, float]]:
    documents = list(read(data / "synthetic/news10k.jsonl.gz"))
    matched = match([{**one, "text": one["raw"]} for one in documents], index_plan, Thresholds())
    truth = {matched.ids[line["id"]]: line for line in read(data / "synthetic/truth.jsonl")}
    bases = {line["group"]: row for row, line in truth.items() if line["kind"] == "base"}
    found: dict[str, list[bool]] = {"near": [], "excerpt": [], "mixed": []}
    for row, line in truth.items():
        if line["kind"] in found:
            found[line["kind"]].append(matched.same_cluster(row, bases[line["group"]]))
    yield "near-copies in their group's cluster", float(np.mean(found["near"]))
    partial = found["excerpt"] + found["mixed"]
    yield "excerpts and mixed in their group's cluster", float(np.mean(partial))
    members = np.flatnonzero(matched.stars.edge >= 0).tolist()
    right = [truth[row]["group"] == truth[int(matched.stars.canonical[row])]["group"] for row in members]
    yield "merged pairs that belong to one group", float(np.mean(right))
    print(f"  {len(matched.pairs) / len(documents):.2f} compared pairs a document")


def measure_excerpts(data: Path, index_plan: IndexPlan) -> Iterator[tuple[str, float]]:
    documents = list(read(data / "excerpts/docs.jsonl"))
    bodies = [clean_body(one) for one in documents]
    compared = {tuple(pair) for pair in find_candidates(fingerprint(bodies, index_plan)).tolist()}
    ids = {one["id"]: row for row, one in enumerate(documents)}
    keys = {tuple(sorted((ids[line["a"]], ids[line["b"]]))) for line in read(data / "excerpts/pairs.jsonl")}
    yield "pairs with a stored match", len(keys & compared) / len(keys)


def match(documents: Sequence[Mapping[str, str]], index_plan: IndexPlan, thresholds: Thresholds) -> Matched:
    bodies = [clean_body(one) for one in documents]
    fingerprints = fingerprint(bodies, index_plan)
    pairs = find_candidates(fingerprints)
    turned = fingerprints.words[pairs[:, 0]] > fingerprints.words[pairs[:, 1]]
    pairs = np.where(turned[:, None], pairs[:, ::-1], pairs)
    figures = compare(bodies, pairs)
    sources = np.array(
        [one.get("publisher", one.get("source", str(row))) for row, one in enumerate(documents)]
    )
    unknown = np.full(len(pairs), np.datetime64("NaT", "us"))
    facts = Facts(unknown, unknown, same_source=sources[pairs[:, 0]] == sources[pairs[:, 1]])
    relations = relate(figures, facts, thresholds)
    ids = {one["id"]: row for row, one in enumerate(documents)}
    kept = np.flatnonzero(relations.accepted)
    coverage = (figures.first.coverage[kept], figures.second.coverage[kept])
    digests = find_digests(len(bodies), Overlaps(*pairs[kept].T, *coverage), thresholds)
    kept = kept[~breaks_at_digest(*pairs[kept].T, digests)]
    stars = place(fingerprints, digests, pairs[kept], figures.take(kept))
    return Matched(ids, pairs, figures, facts, relations, digests, stars)


def place(
    fingerprints: Fingerprints, digests: NDArray[np.bool_], pairs: NDArray[np.int64], figures: Figures
) -> Stars:
    containments = (figures.containment, figures.other_containment)
    edges = Edges(pairs[:, 0], pairs[:, 1], figures.jaccard, *containments)
    none = np.zeros(len(fingerprints), np.bool_)
    unknown = np.full(len(fingerprints), np.datetime64("NaT", "us"))
    rows = np.arange(len(fingerprints))
    return choose(
        Candidates(rows, fingerprints.words, none, none, digests, unknown, unknown, rows * 0), edges
    )


def find_candidates(fingerprints: Fingerprints) -> NDArray[np.int64]:
    """Return the pairs that share a band, two sampled shingles or the whole text."""
    rows = np.arange(len(fingerprints))
    filled = rows[fingerprints.shingles > 0]
    bands = fingerprints.band_keys[filled]
    by_band = meetings(bands.ravel(), np.repeat(filled, bands.shape[1]), 1)
    by_sample = meetings(fingerprints.samples, np.repeat(rows, np.diff(fingerprints.sample_offsets)), 2)
    by_text = meetings(fingerprints.text_hash, rows, 1)
    return np.unique(np.concatenate((by_band, by_sample, by_text)), axis=0)


def meetings(keys: NDArray[np.uint64], rows: NDArray[np.int64], least: int) -> NDArray[np.int64]:
    """Return the pairs of rows that have at least so many keys in common."""
    order = np.lexsort((rows, keys))
    keys, rows = keys[order], rows[order]
    found = [np.zeros((0, 2), np.int64)]
    for distance in range(1, int(np.unique(keys, return_counts=True)[1].max(initial=1))):
        alike = np.flatnonzero(keys[distance:] == keys[:-distance])
        found.append(np.stack((rows[alike], rows[alike + distance]), axis=1))
    pairs, counts = np.unique(np.concatenate(found), axis=0, return_counts=True)
    return pairs[counts >= least]


def leave_one_event_out(gold: list[dict], matched: Matched, rows: list[int | None]) -> list[bool]:
    """Return the decision on each pair with `merge_containment` tuned on the pairs of the other events."""
    grid = [replace(Thresholds(), merge_containment=share / 100) for share in range(30, 61, 2)]
    decided = [relate(matched.figures, matched.facts, thresholds).accepted for thresholds in grid]
    decisions = [[row is not None and bool(accepted[row]) for row in rows] for accepted in decided]
    events = [event_of(line) for line in gold]
    held_out = [False] * len(gold)
    for event in set(events):
        others = [place for place, one in enumerate(events) if one != event]
        scores = [f1([gold[at] for at in others], [made[at] for at in others]) for made in decisions]
        best = decisions[int(np.argmax(scores))]
        held_out = [best[at] if events[at] == event else held_out[at] for at in range(len(gold))]
    return held_out


def event_of(line: Mapping[str, str]) -> str:
    """Two events are named in the ids; the other pairs are stories of their own."""
    name = line["a"].partition(":")[0]
    return line["a"] if name == "https" else name


def f1(gold: Sequence[Mapping[str, str]], merged: Sequence[bool]) -> float:
    right = sum(yes for line, yes in zip(gold, merged, strict=True) if line["label"] in MERGED)
    wrong = sum(yes for line, yes in zip(gold, merged, strict=True) if line["label"] in APART)
    return 2 * right / (right + wrong + sum(line["label"] in MERGED for line in gold))


def pair_key(matched: Matched, line: Mapping[str, str]) -> tuple[int, int]:
    one, other = sorted((matched.ids[line["a"]], matched.ids[line["b"]]))
    return one, other


def clean_body(document: Mapping[str, str]) -> str:
    return clean(document["text"], Given()).body


def read(path: Path) -> Iterator[dict]:
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        yield from map(json.loads, lines)


if __name__ == "__main__":
    main()
