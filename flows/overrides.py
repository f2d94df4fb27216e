"""`copydesk overrides`: what people decided, and what is wrong with it."""

import json
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from copydesk.storage.desk import Desk
from copydesk.storage.overrides import all_overrides, placed_articles
from copydesk.storage.published import read_published
from copydesk.tasks.decisions import list_faults


def overrides_command(arguments: Namespace) -> int:
    """List all decisions, and what is wrong with those that have no effect."""
    with read_published(Desk(Path(arguments.desk))) as database:
        overrides, canonical_of = all_overrides(database), placed_articles(database)
    listed = list(zip(overrides, list_faults(overrides, canonical_of), strict=True))
    if arguments.json:
        print(json.dumps([{**asdict(word), "fault": fault} for word, fault in listed], default=str))  # noqa: T201
        return 0
    for word, fault in listed:
        articles = " ".join(filter(None, (word.article_id, word.other_id)))
        print(f"{word.decided_at:%Y-%m-%d %H:%M}  {word.kind} {articles}  by {word.author}: {word.reason}")  # noqa: T201
        if fault:
            print(f"    {fault}")  # noqa: T201
    return 0
