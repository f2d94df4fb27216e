"""Fingerprints beside rensa's and datasketch's: speed, memory, and what each finds.

`python benchmarks/speed_fingerprints.py [TEXTS]` (extra `bench`). Texts are generated: 410 words of a
vocabulary as uneven as English, a tenth of them near-copies of others (1 to 10 % of the words changed) and
a tenth excerpts (40 to 60 % of another text amid words of their own). Each tool runs in a process of its own,
on one core, over the same texts: as the first example of its documentation does it, which makes tokens of
single words, with the threshold used there, and over five-word shingles. Speed is that of fingerprints alone;
what is found is found with its own index.
"""

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from copydesk.tasks.text.fingerprint import Fingerprints, fingerprint
from copydesk.tasks.text.minhash import plan

WORDS = 410
SHINGLE = 5
PERMUTATIONS = 128


class Collection(NamedTuple):
    """Texts, and which of them was made from which; originals stand before what was made of them."""

    texts: list[str]
    near: dict[int, int]
    excerpts: dict[int, int]


class Outcome(NamedTuple):
    """CPU-seconds for the fingerprints, and the copies whose original was found."""

    seconds: float
    found: set[int]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    print(f"{count} texts of {WORDS} words, {platform.machine()}, Python {platform.python_version()}\n")
    print(f"{'':30}{'documents/CPU-s':>16}{'copydesk is':>13}{'MB':>6}{'near-copies':>13}{'excerpts':>10}")
    speeds: dict[str, float] = {}
    for name in CONTENDERS:
        row = run_apart(name, count)
        speeds[name] = row["speed"]
        times = speeds["copydesk"] / row["speed"]
        found = f"{row['near']:13.3f}{row['excerpts']:10.3f}"
        print(f"{name:30}{row['speed']:16,.0f}{times:10.1f} ×{row['megabytes']:8.0f}{found}")


def run_apart(name: str, count: int) -> dict[str, float]:
    """Return the figures of one contender, measured in a fresh process on one core."""
    one_core = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"), "1")
    command = [sys.executable, __file__, "--one", name, str(count)]
    done = subprocess.run(command, env={**os.environ, **one_core}, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def measure(name: str, count: int) -> dict[str, float]:
    collection = make_collection(count)
    Path("/proc/self/clear_refs").write_text("5")  # forgets the peak so far
    before = memory("VmRSS")
    outcome = CONTENDERS[name](collection)
    return {
        "speed": count / outcome.seconds,
        "megabytes": memory("VmHWM") - before,
        "near": float(np.mean([copy in outcome.found for copy in collection.near])),
        "excerpts": float(np.mean([copy in outcome.found for copy in collection.excerpts])),
    }


def memory(name: str) -> float:
    """Return what Linux says this process holds, in megabytes."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition(f"{name}:")[2].split()[0]) / 1024


def make_collection(count: int) -> Collection:
    random = np.random.default_rng(1)
    syllables = np.array(
        [a + b for a in "bcdfghklmnprstvw" for b in ("a", "e", "i", "o", "u", "an", "er", "ing")]
    )
    vocabulary = np.array(["".join(random.choice(syllables, 1 + number % 4)) for number in range(30_000)])
    weights = 1 / np.arange(10, 30_010)
    words = random.choice(vocabulary, (count, WORDS), p=weights / weights.sum())
    near, excerpts = {}, {}
    originals = count * 8 // 10
    for copy in range(originals, count):
        original = int(random.integers(originals))
        if copy % 2:
            near[copy] = original
            changed = random.random(WORDS) < random.uniform(0.01, 0.1)
            words[copy] = np.where(changed, words[copy], words[original])
        else:
            excerpts[copy] = original
            length = int(random.uniform(0.4, 0.6) * WORDS)
            start = int(random.integers(WORDS - length))
            words[copy, 20 : 20 + length] = words[original, start : start + length]
    return Collection([write_text(row.tolist()) for row in words], near, excerpts)


def write_text(words: list[str]) -> str:
    """Words as news prints them: sentences of 17, paragraphs of three sentences, a quotation in each."""
    sentences = [" ".join(words[start : start + 17]).capitalize() for start in range(0, len(words), 17)]
    quoted = [f"“{one},” he said." if place % 3 == 1 else f"{one}." for place, one in enumerate(sentences)]
    return "\n".join(" ".join(quoted[start : start + 3]) for start in range(0, len(quoted), 3))


def run_copydesk(collection: Collection) -> Outcome:
    index_plan = plan()
    fingerprint(collection.texts[:200], index_plan)
    started = time.process_time()
    prints = fingerprint(collection.texts, index_plan)
    seconds = time.process_time() - started
    made = collection.near | collection.excerpts
    return Outcome(seconds, {copy for copy in made if meet(prints, copy, made[copy])})


def meet(prints: Fingerprints, one: int, other: int) -> bool:
    """Tell whether either lane proposes the pair: a band in common, or two sampled shingles."""
    samples = [prints.samples[slice(*prints.sample_offsets[row : row + 2])] for row in (one, other)]
    same_band = bool((prints.band_keys[one] == prints.band_keys[other]).any())
    return same_band or np.intersect1d(*samples).size >= 2


def run_rensa(collection: Collection) -> Outcome:
    return measure_rensa(collection, shingle)


def run_rensa_on_words(collection: Collection) -> Outcome:
    return measure_rensa(collection, str.split)


def measure_rensa(collection: Collection, split: Callable[[str], list[str]]) -> Outcome:
    from rensa import RMinHash, RMinHashDeduplicator

    started = time.process_time()
    RMinHash.from_token_sets([split(text) for text in collection.texts], num_perm=PERMUTATIONS, seed=42)
    seconds = time.process_time() - started
    deduplicator = RMinHashDeduplicator(threshold=0.8, num_perm=PERMUTATIONS, use_lsh=True)
    kept = deduplicator.add_pairs((str(row), split(text)) for row, text in enumerate(collection.texts))
    return Outcome(seconds, {row for row, keep in enumerate(kept) if not keep})


def run_datasketch(collection: Collection) -> Outcome:
    return measure_datasketch(collection, shingle)


def run_datasketch_on_words(collection: Collection) -> Outcome:
    return measure_datasketch(collection, str.split)


def measure_datasketch(collection: Collection, split: Callable[[str], list[str]]) -> Outcome:
    from datasketch import MinHash, MinHashLSH

    started = time.process_time()
    signatures = []
    for text in collection.texts:
        signature = MinHash(num_perm=PERMUTATIONS)
        signature.update_batch([one.encode() for one in split(text)])
        signatures.append(signature)
    seconds = time.process_time() - started
    index = MinHashLSH(threshold=0.5, num_perm=PERMUTATIONS)
    for row, signature in enumerate(signatures):
        index.insert(row, signature)
    made = collection.near | collection.excerpts
    return Outcome(seconds, {copy for copy in made if made[copy] in index.query(signatures[copy])})


def shingle(text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1)]


CONTENDERS: dict[str, Callable[[Collection], Outcome]] = {
    "copydesk": run_copydesk,
    "rensa, as documented": run_rensa_on_words,
    "rensa, 5-word shingles": run_rensa,
    "datasketch, as documented": run_datasketch_on_words,
    "datasketch, 5-word shingles": run_datasketch,
}

if __name__ == "__main__":
    if "--one" in sys.argv:
        print(json.dumps(measure(sys.argv[2], int(sys.argv[3]))))
    else:
        main()
