"""How often Python looks for garbage: seldom while thousands of documents are on their way."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Python looks after 700 new objects, and again and again at all that a window holds: a seventh of preparing
# it. Next to nothing of that is garbage, for what no cycle holds goes at once.
_NEW_OBJECTS = 50_000
_ROUNDS = 20


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Let cycles of objects that nobody needs wait for longer, within."""
    usual = gc.get_threshold()
    gc.set_threshold(_NEW_OBJECTS, _ROUNDS, _ROUNDS)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def collect_seldom() -> None:
    """Do so for good, and never look at what is there now: modules, in a process that has just begun."""
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, _ROUNDS, _ROUNDS)
