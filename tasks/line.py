"""What a run carries from window to window."""

from collections.abc import Mapping
from dataclasses import dataclass

from copydesk.storage.database import Database
from copydesk.storage.runs import Run
from copydesk.tasks.recipe import Recipe
from copydesk.tasks.text.thresholds import Thresholds


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides results beside the texts; of two publishers the one with the smaller rank is preferred."""

    recipe: Recipe
    thresholds: Thresholds
    publisher_ranks: Mapping[str, int]


class Line:
    """The desk's open database, the rules, and the run they are applied in.

    A plain class, as windows are: Prefect walks what it can look into, which costs more than the work.
    """

    __slots__ = ("live", "rules", "run")

    def __init__(self, live: Database, rules: Rules, run: Run) -> None:
        self.live = live
        self.rules = rules
        self.run = run
