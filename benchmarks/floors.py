"""Floors under the figures of quality: `floors.toml` pins them, and a script fails that measures less.

A figure is a share, the more the better. A figure without a floor is a fault too, and a floor that nothing
was measured for: renaming a figure must not lose its floor.
"""

import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

FILE = Path(__file__).with_name("floors.toml")


def hold(section: str, figures: Mapping[str, float], file: Path = FILE) -> None:
    """End the script with exit code 1, naming each figure below its floor, if there is one."""
    found = faults(section, figures, file)
    for fault in found:
        print(fault, file=sys.stderr)
    if found:
        sys.exit(1)
    print(f"\n{section}: all {len(figures)} figures stand on their floors or above")


def faults(section: str, figures: Mapping[str, float], file: Path = FILE) -> list[str]:
    """Say which figures are below their floors, have none, or were not measured."""
    floors: dict[str, float] = tomllib.loads(file.read_text(encoding="utf-8")).get(section, {})
    below = [
        f"{section}: {figure} is {value:.4f}, below its floor of {floors[figure]:.4f}"
        for figure, value in figures.items()
        if figure in floors and not value >= floors[figure]
    ]
    unpinned = [f"{section}: {figure} has no floor in {file.name}" for figure in figures.keys() - floors]
    missing = [f"{section}: {figure} was not measured" for figure in floors.keys() - figures]
    return [*below, *sorted(unpinned), *sorted(missing)]
