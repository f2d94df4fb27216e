"""How lines that close a page are told from story: `python benchmarks/quality_tails.py`.

`golden/tails.toml` holds invented lines of both sorts in 30 languages. A closing line is put behind three
paragraphs and has to go; a line of story is put behind them, and behind the first, and has to stay. What
comes out otherwise is printed. The script fails where a figure is below its floor in `floors.toml`.
"""

import tomllib
from collections.abc import Sequence
from pathlib import Path

from floors import hold

from copydesk.tasks.text.clean import clean
from copydesk.tasks.text.spans import Given

FILE = Path(__file__).with_name("golden") / "tails.toml"
# Detecting it is no part of what is measured.
GIVEN = Given(language="en")
PARAGRAPHS = (
    "The river rose for a third day on Monday, and all of the bridges of the old town had to be closed.",
    "Nobody was hurt, the fire brigade said, but forty families spent the night in the gym of the school.",
    "The rain is due to stop on Wednesday, and the bridges will open again once they have been checked.",
)


def main() -> None:
    left, lost, closing, story = [], [], 0, 0
    for name, lines in tomllib.loads(FILE.read_text(encoding="utf-8")).items():
        paragraphs = lines.get("paragraphs", PARAGRAPHS)
        here = [line for line in lines["closing"] if stays([*paragraphs, line])]
        left += [f"left, {name}: {line}" for line in here]
        placed = [
            (line, text)
            for line in lines["story"]
            for text in ([*paragraphs, line], [paragraphs[0], line, *paragraphs[1:]])
        ]
        lost += [f"lost, {name}: {line}" for line, text in placed if not is_whole(text)]
        closing, story = closing + len(lines["closing"]), story + len(placed)
    print("\n".join([*left, *lost]))
    figures = {
        "closing lines taken": 1 - len(left) / closing,
        "story lines that look alike, kept": 1 - len(lost) / story,
    }
    print(f"\n{closing} closing lines, {story} story lines")
    for figure, value in figures.items():
        print(f"  {figure:44}{value:8.4f}")
    hold("tails", figures)


def stays(text: Sequence[str]) -> bool:
    """Tell whether anything of the last line is left, or anything but it is gone."""
    return clean("\n".join(text), GIVEN).body != "\n".join(text[:-1])


def is_whole(text: Sequence[str]) -> bool:
    return clean("\n".join(text), GIVEN).body == "\n".join(text)


if __name__ == "__main__":
    main()
