"""`copydesk explain`: why an article is as it is and where it is, and what two articles are to each other."""

import json
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console

from copydesk.flows.explain_words import Explanation, Pair, describe_article, describe_pair
from copydesk.flows.printing import Passage
from copydesk.storage import explanations
from copydesk.storage.database import Database
from copydesk.storage.desk import Desk
from copydesk.storage.errors import CopydeskError
from copydesk.storage.overrides import overrides_on
from copydesk.storage.published import read_published


class ExplainUsageError(CopydeskError):
    """Words of the command contradict each other."""

    exit_code = 2


def explain_command(arguments: Namespace) -> int:
    """Print what the published tables say of one article, or of two, or write it as a page."""
    if arguments.json and arguments.output:
        raise ExplainUsageError("-o is where a page is written: leave out --json")
    desk = Desk(Path(arguments.desk))
    keys = [arguments.article] if arguments.other is None else [arguments.article, arguments.other]
    with read_published(desk) as database:
        ids = [explanations.find_article(database, key) for key in keys]
        told = [_explain(database, article_id) for article_id in ids]
        pair = _compare(database, desk, ids) if len(set(ids)) > 1 else None
        if arguments.html or arguments.output:
            # The terminal needs no templates.
            from copydesk.flows.explain_page import write_explanation

            print(write_explanation(database, desk, (told, pair), arguments.output))  # noqa: T201 - the result
            return 0
    if arguments.json:
        print(_as_json(told, pair))  # noqa: T201 - the command's result
        return 0
    console = Console(highlight=False, markup=False, emoji=False)
    if pair is None:
        describe_article(console, told[0])
    else:
        describe_pair(console, told, pair)
    return 0


def _explain(database: Database, article_id: str) -> Explanation:
    article = explanations.explained_article(database, article_id)
    match = None
    if article.canonical_id != article_id:
        match = explanations.explained_match(database, article_id, article.canonical_id)
    return Explanation(
        article,
        explanations.explained_spans(database, article_id),
        explanations.explained_credits(database, article_id),
        match,
        overrides_on(database, article_id),
    )


def _compare(database: Database, desk: Desk, ids: Sequence[str]) -> Pair:
    # What compares texts takes as long to import as all the rest, and one article needs none of it.
    from copydesk.flows.settings import load_settings
    from copydesk.tasks.explain import compare_two, why_not_proposed
    from copydesk.tasks.text.passages import shared_passages

    stored = explanations.explained_match(database, *ids)
    articles = explanations.compared_articles(database, *ids)
    match = stored or compare_two(articles, load_settings(desk.settings).matching)
    found = dict(
        zip(articles["article_id"].to_pylist(), shared_passages(*articles["body"].to_pylist()), strict=True)
    )
    return Pair(
        match=match,
        unproposed=None if stored else why_not_proposed(articles),
        passages={article_id: [Passage(*place) for place in places] for article_id, places in found.items()},
    )


def _as_json(told: Sequence[Explanation], pair: Pair | None) -> str:
    """Return one object: the article, or the articles and what they are to each other."""
    record = asdict(told[0]) if pair is None else {"articles": [asdict(one) for one in told], **asdict(pair)}
    return json.dumps(record, ensure_ascii=False, default=str)
