"""An explanation in words, for a terminal or a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten

from rich.console import Console
from rich.text import Text

from copydesk.flows.printing import Passage, coloured, mark, safe, say, say_facts, say_inside
from copydesk.storage.explanations import Article, CreditedName, Match, RemovedSpan
from copydesk.storage.overrides import Override
from copydesk.tasks.decisions import in_words

FIRST_WORDS = 60
BECOMES: Mapping[str, str] = {
    "exact": "the same text as",
    "dup": "a reprint of",
    "version": "a version of",
    "excerpt": "an excerpt of",
    "merged": "merged by a person with",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article, what was cut from it, whom it credits, and what places it: its match and decisions."""

    article: Article
    removed: Sequence[RemovedSpan]
    credits: Sequence[CreditedName]
    match: Match | None
    decisions: Sequence[Override]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles: their match, why the index did not propose it if it is not stored, what they share.

    `passages` are by article, in reading order.
    """

    match: Match
    unproposed: str | None
    passages: Mapping[str, Sequence[Passage]]


def describe_article(console: Console, told: Explanation) -> None:
    """Print all there is to say of one article."""
    article = told.article
    say(console, name_of(article), "bold")
    say_facts(console, facts_of(article, told.credits))
    say(console, counted(told.removed), "bold")
    for span in told.removed:
        say(console, f"  line {span.line}, {span.start}–{span.stop}: {why_cut(span)}")
        say_inside(console, Text(safe(span.text.strip()), "dim"))
    say(console, "Place", "bold")
    say_facts(console, place_of(article, told.match))
    say_facts(console, [("decided", in_words(decision)) for decision in told.decisions])


def describe_pair(console: Console, told: Sequence[Explanation], pair: Pair) -> None:
    """Print what two articles are to each other, and both texts with what they share marked."""
    articles = {one.article.article_id: one.article for one in told}
    shorter, longer = articles[pair.match.article_id], articles[pair.match.other_id]
    say(console, verdict_of(shorter, longer, pair), "bold")
    say_facts(console, [("shorter", name_of(shorter)), ("longer", name_of(longer)), *figures_of(pair.match)])
    if pair.unproposed:
        say_facts(console, [("not stored", f"the index did not propose the pair: {pair.unproposed}")])
    for article in (shorter, longer):
        say(console, f"{name_of(article)}, {article.words} words", "bold")
        marked = mark(article.body, pair.passages[article.article_id], coloured=coloured(console))
        say_inside(console, marked)


def name_of(article: Article) -> str:
    """Return what people know an article by; one without a title by its first words."""
    key = f"{article.article_id} ({article.external_id})" if article.external_id else article.article_id
    return f"{key} {article.source}: {article.title or shorten(article.body, FIRST_WORDS, placeholder='…')}"


def facts_of(article: Article, credited: Sequence[CreditedName]) -> list[tuple[str, str]]:
    """Return what is known of an article by itself: names and what belongs to them."""
    told = "given" if article.title_given else "found in the text"
    encoding = f", {article.encoding}" if article.encoding else ""
    lost = f"; {article.replaced} characters could not be decoded" if article.replaced else ""
    facts = {
        "from": f"{article.uri} ({article.media_type}{encoding}{lost})",
        "url": article.url,
        "taken in": f"{article.ingested_at:%Y-%m-%d %H:%M} UTC, by run {article.run_id}",
        "title": f"{article.title} ({told})" if article.title else "none given, none found",
        "author": article.author,
        "origin": article.origin,
        "credits": ", ".join(f"{credit.name} ({credit.role})" for credit in credited),
        "place": article.place,
        "published": _date(article),
        "language": article.language,
        "story": f"{article.words} words"
        + (", cut short by a paywall" if article.access == "partial" else ""),
        "rules": article.rules_version,
    }
    return [(name, value) for name, value in facts.items() if value]


def _date(article: Article) -> str | None:
    if article.published_at is None:
        return None
    moment = article.published_at
    shown = moment.date() if article.published_precision == "day" else moment
    return f"{shown} (to the {article.published_precision}, told by the {article.published_from})"


def counted(removed: Sequence[RemovedSpan]) -> str:
    """Return how much was removed, in words."""
    if not removed:
        return "Nothing was removed"
    return f"Removed or moved: {len(removed)} piece{'s' * (len(removed) != 1)}"


def why_cut(span: RemovedSpan) -> str:
    """Return what became of a piece, and by which rule."""
    if span.kind == "title":
        return f"the headline, now the title, by rule {span.rule}"
    if span.replacement:
        return f"{span.kind} by rule {span.rule}, now {safe(span.replacement)!r}"
    return f"{span.kind} by rule {span.rule}"


def place_of(article: Article, match: Match | None) -> list[tuple[str, str]]:
    """Return where an article stands in its cluster, and why."""
    copies = f"{article.copies} copies in {article.outlets} outlet{'s' * (article.outlets != 1)}"
    if match is None:
        chosen = (
            f"canonical; chosen for: {article.chosen_because}" if article.copies > 1 else "canonical, alone"
        )
        return [
            ("cluster", f"{article.cluster_id}: {copies}" * (article.copies > 1) or article.cluster_id),
            ("it is", chosen),
        ]
    return [
        ("cluster", f"{article.cluster_id}: {copies}"),
        ("it is", f"{_becomes(article, match)} ({article.canonical_source}: {article.canonical_title})"),
        *figures_of(match)[1:],
        (
            "novel",
            f"{article.novel_words} of its {article.words} words do not stand in the canonical article",
        ),
        ("chosen", f"{_canonical(article)} is the one to read, for: {article.chosen_because}"),
    ]


def _becomes(article: Article, match: Match) -> str:
    if article.relation == "excerpt" and match.article_id != article.article_id:
        return f"the fuller text, of which this is an excerpt: {_canonical(article)}"
    return f"{BECOMES[article.relation]} {_canonical(article)}"


def verdict_of(shorter: Article, longer: Article, pair: Pair) -> str:
    """Return in one line whether two articles are merged."""
    if shorter.cluster_id != longer.cluster_id:
        if not pair.match.accepted:
            return "Not merged"
        if not pair.match.licensed:
            return "Matched, but each stands in another cluster: the index would not propose the pair today"
        better = [f"{_key(one)} is closer to {_canonical(one)}" for one in (shorter, longer) if _is_copy(one)]
        return f"Matched, but each stands in another cluster: {', '.join(better)}"
    if longer.article_id == shorter.canonical_id or shorter.article_id == longer.canonical_id:
        return "Merged: one of them is the other's canonical article"
    return f"In one cluster: each is matched to its canonical article, {_canonical(shorter)}"


def _key(article: Article) -> str:
    return article.external_id or article.article_id


def _canonical(article: Article) -> str:
    return article.canonical_external_id or article.canonical_id


def _is_copy(article: Article) -> bool:
    return article.article_id != article.canonical_id


def figures_of(match: Match) -> list[tuple[str, str]]:
    """Return relation, reason and figures of a compared pair."""
    days = (
        [("apart", f"{match.days_apart} day{'s' * (match.days_apart != 1)}")]
        if match.days_apart is not None
        else []
    )
    return [
        ("relation", match.relation),
        ("why", match.reason),
        (
            "shared",
            f"{match.containment:.1%} of the shorter story stands in the longer, "
            f"{match.other_containment:.1%} the other way round; "
            f"Jaccard {match.jaccard:.3f}; {match.shared_words} words",
        ),
        *days,
    ]
