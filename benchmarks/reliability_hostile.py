"""Thousands of hostile inputs, each within its time and memory, each an article or a reject.

`python benchmarks/reliability_hostile.py [--inputs 10000] [--seed N] [--folder DIR]`. Prints what became of
each kind, the slowest and the hungriest. What breaks a rule is named and left where it is, and the same seed
makes it again.
"""

import argparse
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from hostile.inputs import Hostile, hostile_inputs
from hostile_desk import Taken, open_desk, take_in


def main() -> int:
    """Take so many in, print what became of them, and return 1 if one breaks a rule."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--inputs", type=int, default=10_000)
    words.add_argument("--seed", type=int, default=random.randrange(10**6))
    words.add_argument("--folder", type=Path, default=None)
    said = words.parse_args()
    print(f"seed {said.seed}", flush=True)
    folder = Path(tempfile.mkdtemp(dir=said.folder))
    kinds: dict[Path, str] = {}
    all_taken: list[Taken] = []
    with open_desk(folder / "desk") as line:
        for taken in take_in(line, _written(hostile_inputs(said.inputs, said.seed), folder, kinds)):
            all_taken.append(taken)
            if taken.breaches:
                print(f"{kinds[taken.file]}: {taken.file}: {', '.join(taken.breaches)}", flush=True)
            else:
                taken.file.unlink()
            if len(all_taken) % 500 == 0:
                print(f"{len(all_taken)} taken in", flush=True)
    _report(all_taken, kinds)
    return int(any(taken.breaches for taken in all_taken))


def _written(inputs: Iterator[Hostile], folder: Path, kinds: dict[Path, str]) -> Iterator[Path]:
    for hostile in inputs:
        file = folder / hostile.name
        file.write_bytes(hostile.data)
        kinds[file] = hostile.kind
        yield file


def _report(all_taken: list[Taken], kinds: dict[Path, str]) -> None:
    by_kind: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for taken in all_taken:
        articles = taken.documents - taken.refused_later
        by_kind[kinds[taken.file]] += Counter(
            inputs=1, articles=articles, rejects=taken.rejects + taken.refused_later, passed=taken.passed_over
        )
    for kind, counts in sorted(by_kind.items()):
        print(
            f"{kind:<24}"
            + "".join(f"{counts[name]:8} {name}" for name in ("inputs", "articles", "rejects", "passed"))
        )
    slowest = max(all_taken, key=lambda taken: taken.seconds)
    hungriest = max(all_taken, key=lambda taken: taken.peak_bytes)
    print(f"slowest: {slowest.seconds:.2f} CPU-s, {kinds[slowest.file]}: {slowest.file.name!r}")
    print(
        f"most memory: {hungriest.peak_bytes / 1e6:.0f} MB, {kinds[hungriest.file]}: {hungriest.file.name!r}"
    )


if __name__ == "__main__":
    sys.exit(main())
