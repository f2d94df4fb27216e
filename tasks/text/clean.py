"""Clean a news text: what isn't story out, what it tells kept, every cut on record."""

from copydesk.tasks.text.furniture.body import cut_anywhere, cut_boxes, cut_echoes
from copydesk.tasks.text.furniture.head import cut_head, cut_title
from copydesk.tasks.text.furniture.page import Page
from copydesk.tasks.text.furniture.tail import cut_tail
from copydesk.tasks.text.learn import learn
from copydesk.tasks.text.ledger import Ledger
from copydesk.tasks.text.spans import Cleaned, Given

rules_version: str = "1"

# The second pass finds little and the third next to nothing; each shortens the text.
_MOST_PASSES = 6


def clean(text: str, given: Given = Given()) -> Cleaned:  # noqa: B008 - frozen, and shared on purpose
    """Return the story of a raw text, the spans taken out and what they told.

    A body is cleaned again until nothing more is found, so that cleaning it later finds nothing either.

    >>> cleaned = clean("By Ada Lovelace\\nIt rained.\\nSource: The Engine")
    >>> cleaned.body, cleaned.author, cleaned.origin
    ('It rained.', 'Ada Lovelace', 'The Engine')
    """
    ledger = Ledger(text)
    told = given
    for _ in range(_MOST_PASSES):
        page = edit(Page.of(ledger.body, told))
        ledger.enter(page)
        learned = learn(ledger.hits, ledger.mentions, given)
        if not page.hits:
            break
        told = Given(page.title, learned.author, place=learned.place)
    return Cleaned(
        body=ledger.body,
        spans=ledger.spans([]),
        title=page.title,
        author=learned.author,
        credits=learned.credits,
        origin=learned.origin,
        place=learned.place,
        language=given.language,
        access=learned.access,
        published_at=learned.published_at,
        published_from=learned.published_from,
        published_precision=learned.published_precision,
        modified_at=learned.modified_at,
    )


def edit(page: Page) -> Page:
    """Cut a page once: what stands anywhere, then the head, the tail and what needs both gone."""
    cut_anywhere(page)
    cut_head(page)
    page.title = cut_title(page)
    cut_tail(page)
    cut_boxes(page)
    cut_echoes(page)
    return page

