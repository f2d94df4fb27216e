"""What a rule says of a line: the piece it takes for furniture, and what that piece tells."""

from typing import NamedTuple

from copydesk.tasks.text.furniture.moments import Moment
from copydesk.tasks.text.spans import Credit


class Finding(NamedTuple):
    """One hit in one line. `start` and `stop` count from the line's start; `stop` None is its end."""

    kind: str
    rule: str
    start: int = 0
    stop: int | None = None
    credits: tuple[Credit, ...] = ()
    place: str | None = None
    published: Moment | None = None
    modified: Moment | None = None
    partial: bool = False
