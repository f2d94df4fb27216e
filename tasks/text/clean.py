"""Clean a news text: what isn't story out, what it tells kept, every cut on record."""

from copydesk.tasks.text.furniture.accepted import cut_accepted
from copydesk.tasks.text.furniture.amid import cut_amid
from copydesk.tasks.text.furniture.body import cut_anywhere, cut_boxes
from copydesk.tasks.text.furniture.debris import cut_debris
from copydesk.tasks.text.furniture.head import cut_head
from copydesk.tasks.text.furniture.headline import cut_title
from copydesk.tasks.text.furniture.listed import cut_listed
from copydesk.tasks.text.furniture.page import Page
from copydesk.tasks.text.furniture.pictures import cut_echoes, cut_repeated
from copydesk.tasks.text.furniture.tail import cut_tail
from copydesk.tasks.text.language import detect_language
from copydesk.tasks.text.learn import Learned, learn
from copydesk.tasks.text.ledger import Ledger
from copydesk.tasks.text.outsized import settle_edges
from copydesk.tasks.text.repair import find_repairs
from copydesk.tasks.text.spans import Cleaned, Given

# Counts the ways to mark quotations, too: of a text cleaned anew, all comparisons are made anew.
rules_version: str = "7"

# News settles in the second pass or the third; what takes more was made to.
_FEWEST_PASSES, _MOST_PASSES = 3, 12
# Seen in all passes together: what bounds the time of a text of nothing but short lines.
_MOST_LINES = 200_000
# No article has as many lines; what has is cleaned at its edges, for the rest would not settle.
_MOST_EDITED = 100_000


def clean(text: str, given: Given = Given()) -> Cleaned:  # noqa: B008 - frozen, and shared on purpose
    r"""Return the story of a raw text, the spans taken out and what they told.

    >>> cleaned = clean("By Ada Lovelace\nIt rained.\nSource: The Engine")
    >>> cleaned.body, cleaned.author, cleaned.origin
    ('It rained.', 'Ada Lovelace', 'The Engine')
    """
    ledger = Ledger(text)
    repairs = find_repairs(text)
    if repairs:
        ledger.replace([(span.start, span.stop, span.replacement) for span in repairs])
    page, learned = _settle(ledger, given)
    body = page.body()
    return Cleaned(
        body=body,
        spans=ledger.spans(repairs),
        title=page.title,
        author=learned.author,
        credits=learned.credits,
        origin=learned.origin,
        place=learned.place,
        language=given.language or detect_language(body),
        access=learned.access,
        published_at=learned.published_at,
        published_from=learned.published_from,
        published_precision=learned.published_precision,
        modified_at=learned.modified_at,
    )


def _settle(ledger: Ledger, given: Given) -> tuple[Page, Learned]:
    """Edit a page, with what was learned, until nothing more is found.

    So cleaning its body later finds nothing either. A text that doesn't settle is left whole, for the
    same reason.
    """
    page = Page.of(ledger.body, given)
    if given.furniture:
        cut_accepted(page, given.furniture)
        page.sweep()
    learned: Learned | None = None
    if len(page.lines) > _MOST_EDITED:
        settled = settle_edges(page, ledger, given)
        if settled is None:
            return _left_whole(ledger, given)
        page, learned = settled
        if len(page.lines) > _MOST_EDITED:
            return page, learned
    for _ in range(max(_FEWEST_PASSES, min(_MOST_PASSES, _MOST_LINES // (len(page.lines) + 1)))):
        edit(page)
        ledger.enter(page)
        if learned is None or page.hits or page.mentions:
            learned = learn(ledger.hits, ledger.mentions, given)
        if not page.hits:
            return page, learned
        page = page.again(learned.author, learned.place)
    return _left_whole(ledger, given)


def _left_whole(ledger: Ledger, given: Given) -> tuple[Page, Learned]:
    ledger.forget()
    return Page.of(ledger.body, given), learn([], [], given)


def edit(page: Page) -> None:
    """Cut a page once: what stands anywhere, then the head, the tail and what needs both gone."""
    cut_anywhere(page)
    cut_head(page)
    page.title = cut_title(page)
    cut_tail(page)
    if page.hits or not page.compared:
        _compare(page)


def _compare(page: Page) -> None:
    """Cut what only shows beside other lines; where nothing does, the same lines need no second look."""
    found = len(page.hits)
    cut_boxes(page)
    cut_listed(page)
    cut_debris(page)
    cut_repeated(page)
    cut_echoes(page)
    cut_amid(page)
    page.compared = len(page.hits) == found
