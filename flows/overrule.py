"""`copydesk merge`, `split` and `pin`: what people decide over copydesk's head."""

import getpass
import json
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from copydesk.flows.cluster_table import cluster_table
from copydesk.flows.opened import opened
from copydesk.flows.opening import new_run, rules_of
from copydesk.flows.settings import load_settings
from copydesk.storage import runs
from copydesk.storage.clusters import ClusterChange, cluster_changes, remember_clusters
from copydesk.storage.database import Database
from copydesk.storage.desk import Desk, writing
from copydesk.storage.errors import CopydeskError
from copydesk.storage.explanations import NoSuchArticleError, find_article
from copydesk.storage.overrides import Override, add_override, all_overrides, take_back
from copydesk.storage.publish import publish
from copydesk.storage.published import read_published
from copydesk.storage.runs import Tally
from copydesk.tasks.clock import utc_now
from copydesk.tasks.decisions import is_same
from copydesk.tasks.line import Line
from copydesk.tasks.overrides import commit_decision


class DecisionError(CopydeskError):
    """A decision lacks its reason, names one article twice, or was never made and cannot be taken back."""

    exit_code = 2


def overrule_command(arguments: Namespace) -> int:
    """Record a decision or take one back, choose anew around it, publish, and print what that changed."""
    desk = Desk(Path(arguments.desk))
    decision = _decision(desk, arguments)
    changes = _carry_out(desk, decision, undo=arguments.undo, wait_seconds=arguments.wait)
    if arguments.json:
        record = {"decision": asdict(decision), "clusters": [asdict(change) for change in changes]}
        print(json.dumps(record, ensure_ascii=False, default=str))  # noqa: T201 - the command's result
        return 0
    print("taken back" if arguments.undo else "recorded")  # noqa: T201
    print(cluster_table(changes))  # noqa: T201
    return 0


def _decision(desk: Desk, arguments: Namespace) -> Override:
    """Return what was said, with whole ids. Raises DecisionError."""
    if not (arguments.undo or arguments.reason):
        raise DecisionError("say why: --reason TEXT; or take a decision back: --undo")
    with read_published(desk) as database:
        known = all_overrides(database)
        keys = [key for key in (arguments.article, arguments.other) if key is not None]
        ids = [_find(database, key, known) for key in keys]
    if len(set(ids)) < len(ids):
        raise DecisionError(f"{ids[0]} is one article: name two")
    author = arguments.author or getpass.getuser()
    decision = Override(arguments.kind, ids[0], (*ids, None)[1], author, arguments.reason or "", utc_now())
    if arguments.undo and not any(is_same(decision, word) for word in known):
        raise DecisionError(f"there is no such {decision.kind} to take back; see: copydesk overrides")
    return decision


def _find(database: Database, key: str, known: Sequence[Override]) -> str:
    """Return the article that is meant; one that has left the desk may still have decisions on it."""
    try:
        return find_article(database, key)
    except NoSuchArticleError:
        if any(key in (word.article_id, word.other_id) for word in known):
            return key
        raise


def _carry_out(desk: Desk, decision: Override, *, undo: bool, wait_seconds: float) -> list[ClusterChange]:
    # As in a flow: the lock first, then the only one who opens the live file.
    settings = load_settings(desk.settings)
    with writing(desk, wait_seconds), opened(desk) as live:
        line = Line(live, rules_of(live, settings), new_run(settings, None))
        runs.start_run(live, line.run)
        remember_clusters(live)
        commit_decision(line, decision, take_back if undo else add_override)
        publish(live, desk, lambda: runs.record_tally(live, line.run, Tally(), ("Completed", utc_now())))
        return cluster_changes(live)
