"""An explanation as a page: the texts as they came, what was cut struck through, what two share marked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from copydesk.flows.explain_words import (
    Explanation,
    Pair,
    counted,
    facts_of,
    figures_of,
    place_of,
    verdict_of,
    why_cut,
)
from copydesk.flows.pages.rendering import made_from, write_page
from copydesk.flows.pages.showing import file_name
from copydesk.flows.pages.side_by_side import side, sides
from copydesk.storage.database import Database
from copydesk.storage.desk import Desk
from copydesk.storage.reports import raw_texts
from copydesk.tasks.clock import utc_now
from copydesk.tasks.decisions import in_words

# More than any article has; of a longer text the page says how much it leaves out.
SHOWN_CHARACTERS = 1_000_000
ID_DIGITS = 10


def write_explanation(
    database: Database, desk: Desk, told: tuple[Sequence[Explanation], Pair | None], output: str | None
) -> Path:
    """Write a page on one article, or on two, and return where it is."""
    explained, pair = told
    content = _article(database, explained[0]) if pair is None else _pair(database, explained, pair)
    ids = "-".join(one.article.article_id[:ID_DIGITS] for one in explained[: 1 if pair is None else 2])
    file = Path(output) if output else desk.reports / f"explain-{ids}.html"
    made = made_from(database, desk, utc_now())
    write_page(file, "explain_article" if pair is None else "explain_pair", made, content)
    return file


def _article(database: Database, told: Explanation) -> Mapping[str, object]:
    article = told.article
    texts = raw_texts(database, [article.article_id], SHOWN_CHARACTERS)
    return {
        "side_told": side(texts[article.article_id], "as it came", SHOWN_CHARACTERS),
        # The folders of a machine are not for those whom a page is sent to.
        "facts": facts_of(replace(article, uri=file_name(article.uri)), told.credits),
        "place": place_of(article, told.match),
        "decided": [in_words(decision) for decision in told.decisions],
        "counted": counted(told.removed),
        "removed": [(span, why_cut(span)) for span in told.removed],
    }


def _pair(database: Database, told: Sequence[Explanation], pair: Pair) -> Mapping[str, object]:
    articles = {one.article.article_id: one.article for one in told}
    shorter, longer = articles[pair.match.article_id], articles[pair.match.other_id]
    texts = raw_texts(database, list(articles), SHOWN_CHARACTERS)
    roles = {"the shorter story": texts[shorter.article_id], "the longer story": texts[longer.article_id]}
    decided = {in_words(decision) for one in told for decision in one.decisions}
    return {
        "verdict": verdict_of(shorter, longer, pair),
        "figures": figures_of(pair.match),
        "unproposed": pair.unproposed,
        "decided": sorted(decided),
        "sides": sides(roles, SHOWN_CHARACTERS),
    }
