"""A person's decision, taken into the desk: what it concerns is chosen anew in the same transaction."""

from collections.abc import Callable, Sequence
from datetime import datetime

from copydesk.storage import arrivals, overrides
from copydesk.storage.arrivals import Staged
from copydesk.storage.database import Database
from copydesk.storage.overrides import Override
from copydesk.storage.prepared import concatenate
from copydesk.tasks.choose import place_articles
from copydesk.tasks.line import Line
from copydesk.tasks.match import match_candidates


def commit_decision(line: Line, decision: Override, write: Callable[[Database, Override], None]) -> None:
    """Record a decision or take it back, as `write` does, and choose anew around its articles."""
    named = [decision.article_id] if decision.other_id is None else [decision.article_id, decision.other_id]
    with line.live.transaction():
        write(line.live, decision)
        choose_anew(line, named, decision.decided_at, ranked=named if decision.kind == "pin" else [])


def choose_anew(line: Line, article_ids: Sequence[str], now: datetime, ranked: Sequence[str] = ()) -> None:
    """Choose anew in the pieces of these articles, without any new text; some of them rank otherwise now."""
    nothing = Staged(concatenate([]), {})
    with arrivals.showing_staged(line.live, nothing, now):
        arrivals.add_derived(line.live, nothing)
        overrides.touch(line.live, article_ids)
        for article_id in ranked:
            overrides.touch_rows(line.live, article_id)
        match_candidates(line)
        place_articles(line, now)
