"""How well wire copy is cleaned: `python benchmarks/quality_wire.py DATA [MISSES]`.

DATA (or COPYDESK_DATA) is a folder with `wire/reuters.jsonl` (author, dateline and text of an item; the
text ends with the agency's sign-off) and `wire/fbis.jsonl` (an item as it came, and its text). The text has
to come back exactly, white space apart; of a Reuters text alone, which has no headline, none may be made. So
many MISSES are printed of each cause (default 3). The script fails where a figure is below its floor in
`floors.toml`.
"""

import json
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from floors import hold

from copydesk.tasks.text.clean import clean
from copydesk.tasks.text.spans import Cleaned

# Some items carry it twice; "…, he told\nReuters." ends a story.
SIGN_OFF = re.compile(r"(?:(?<=[.!?\"\d>])\s*|\n\s*)(?:REUTERS?\b[\s.;:&#\x00-\x1f]*){1,2}\Z", re.IGNORECASE)
SHOWN = 90
FIGURES = {
    "reuters": "reuters: items returned exactly",
    "fbis": "fbis: items returned exactly",
    "bodies": "reuters: bodies alone, nothing taken for a headline",
}


class Miss(NamedTuple):
    cause: str
    name: str
    detail: str


def main() -> None:
    data = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ["COPYDESK_DATA"])
    shown = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    figures = {}
    for measure in (measure_reuters, measure_fbis, measure_bodies):
        misses: dict[str, list[Miss]] = defaultdict(list)
        items = right = 0
        for miss in measure(data / "wire"):
            items += 1
            right += miss is None
            if miss:
                misses[miss.cause].append(miss)
        name = measure.__name__.removeprefix("measure_")
        figures[FIGURES[name]] = right / items
        print(f"\n{name}: {right} of {items}, {right / items:.4f}")
        for cause, found in sorted(misses.items(), key=lambda entry: -len(entry[1])):
            print(f"  {len(found):4} {cause}")
            for miss in found[:shown]:
                print(f"         {miss.name}: {miss.detail}")
    hold("wire", figures)


def measure_reuters(wire: Path) -> Iterator[Miss | None]:
    for item in read(wire / "reuters.jsonl"):
        raw = (item["author"] + "\n" if item["author"] else "") + (item["dateline"] or "") + item["text"]
        yield compare(item, raw, SIGN_OFF.sub("", item["text"]))


def measure_fbis(wire: Path) -> Iterator[Miss | None]:
    for item in read(wire / "fbis.jsonl"):
        yield compare(item, item["raw"], item["text"])


def measure_bodies(wire: Path) -> Iterator[Miss | None]:
    for item in read(wire / "reuters.jsonl"):
        title = clean(item["text"]).title
        yield Miss("taken for a headline", item["id"], repr(title)) if title else None


def compare(item: Mapping[str, str], raw: str, gold: str) -> Miss | None:
    """Say what went wrong with an item, if anything did."""
    cleaned = clean(raw)
    story, expected = flat(cleaned.title or "") + flat(cleaned.body), flat(gold)
    if story == expected:
        return None
    return Miss(cause_of(cleaned, raw, story, expected), item["id"], difference(story, expected))


def cause_of(cleaned: Cleaned, raw: str, story: str, expected: str) -> str:
    if story.endswith(expected):
        return f"left before the story ({'dateline' if cleaned.place is None else 'other'})"
    if story.startswith(expected):
        return "left behind the story"
    lost = [span.kind for span in cleaned.spans if flat(raw[span.start : span.stop]) in expected]
    if len(story) < len(expected):
        return f"story lost: {', '.join(sorted(set(lost))) or 'part of a cut'}"
    return "both"


def difference(story: str, expected: str) -> str:
    if story.endswith(expected):
        return repr(story[: len(story) - len(expected)][:SHOWN])
    if expected.startswith(story):
        return f"lacks {expected[len(story) :][:SHOWN]!r}"
    at = next(
        (at for at, pair in enumerate(zip(story, expected, strict=False)) if pair[0] != pair[1]),
        len(expected),
    )
    return f"at {at}: {story[at : at + SHOWN]!r} for {expected[at : at + SHOWN]!r}"


def flat(text: str) -> str:
    return "".join(text.split())


def read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


if __name__ == "__main__":
    main()
