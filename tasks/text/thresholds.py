"""Every number that matching decides by, in one place. `copydesk.toml` may set each of them."""

import math
from dataclasses import Field, dataclass, fields
from typing import Final

DESCRIBED_CONTAINMENT: Final = 0.2
"""Below it a pair is far from any merge: how it shares what it shares isn't looked at, nor stored."""
COPY_CONTAINMENT: Final = 0.8
"""From there on a text is a copy; what stands around what it shares isn't looked at, nor stored."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What it takes to call two texts one story. Shares are between 0 and 1; words are tokens."""

    merge_containment: float = 0.38
    """Share of the shorter story that must stand in the longer one. People merge from about .45 on; the rest
    is margin for leftover furniture and for the shingles lost at each seam. Not below .2."""
    sure_containment: float = 0.8
    """From here on quotations are no argument: two stories that share so much are one."""
    document_share: float = 0.8
    """Share of quoted words from which a text is an interview or a speech: two that share so much are one."""
    quoted_share: float = 0.75
    """Share of what two stories have in common from which it is mostly quoted."""
    merge_narration: float = 0.35
    """Share of the shorter story's words outside quotations that must be told by the longer one, too, where
    most of what they share is quoted: two stories on one statement share the statement only."""
    own_quotes_containment: float = 0.6
    """Below it, a story with quotations of its own, and none of an earlier one in the same outlet, is a
    follow-up that repeats the background."""
    own_quotes_words: int = 20
    """Quoted words from which quotations are a story's own: fewer may be a title or an expression."""
    merge_words: int = 8
    """Shared words that a reprint needs at least: less is a phrase, however short the text."""
    excerpt_words: int = 25
    """Shared words that an excerpt needs at least: less is a caption or an announcement."""
    template_facts: int = 2
    """Names and numbers amid shared words that the other text must lack: then both are one form, filled in
    twice."""
    template_share: float = 0.25
    """Their share, at least, of the names and numbers amid and in shared words. Among labelled reprints and
    versions the highest was .18."""
    retold_containment: float = 0.3
    """Share that is enough where the shorter story tells the rest in other words: a much edited excerpt."""
    retold_share: float = 0.7
    """Share of the shorter story's other words, each counted once, that the longer one uses, too: .72 to .92
    in labelled versions and excerpts, .58 at most in two stories. Single characters are no words."""
    retold_length: float = 1.5
    """How many times as long that one must be, at least: two reports from one form are as long."""
    retold_most_length: int = 5
    """How many times as long at most: in a text of thousands of words nearly any word occurs."""
    background_share: float = 0.5
    """Below this share of such words, what both texts tell before what they share is two stories."""
    background_opening: float = 0.08
    """Part of both texts, at least, that must stand before it: copies begin as their originals do."""
    short_opening: float = 0.2
    """The same where two short stories as long as each other are asked whether they are one form."""
    background_days: int = 2
    """Days between two stories from which shared text that begins neither is background, wherever it is."""
    update_containment: float = 0.85
    """From here on one other name or number is a correction, and on one day two are: a form has more."""
    update_words: int = 60
    """Words that such a text has at least: in notices of dividends one number is all that is news."""
    notice_words: int = 30
    """Of two texts of fewer words, a name or number that only one has is no addition, but other news."""
    short_words: int = 100
    """Stories of fewer words are made of phrases: two of them must have more in common to be one."""
    short_containment: float = 0.6
    """Share of so short a story that must stand in the longer one."""
    short_shared_words: float = 0.7
    """Share of its words that is as good where names and numbers are the same: edited here and there."""
    short_template_share: float = 0.1
    """For so short a story one name or number is enough, and this share of all."""
    dup_jaccard: float = 0.7
    """From here on a merged pair is a reprint: one copy is enough."""
    version_containment: float = 0.45
    """Share of the longer story, too, from which a merged pair is two states of one copy; below, the shorter
    is an excerpt."""
    named_containment: float = 0.05
    """Share of the shorter story from which a refused pair is `shared`."""
    named_shingles: int = 16
    """Shared shingles from which a refused pair is `shared`, however long: a passage of twenty words."""
    digest_overlap: float = 0.1
    """Part of the smaller one's share, at most, in which two stories of a digest may overlap."""
    window_days: int | None = None
    """Articles further apart keep their match, refused. Not set: a reprint is one after any time."""

    def __post_init__(self) -> None:
        for field in fields(self):
            value, most = getattr(self, field.name), _most(field)
            if value is not None and not 0 <= value <= most:
                bounds = "from 0 to 1" if most == 1 else "at least 0"
                raise ValueError(f"{field.name} must be {bounds}, not {value}")
        if min(self.merge_containment, self.retold_containment) < DESCRIBED_CONTAINMENT:
            raise ValueError(
                f"merge_containment and retold_containment must be at least {DESCRIBED_CONTAINMENT}"
            )


def _most(field: Field[float]) -> float:
    """Return what a threshold is at most: with 38 for .38 nothing would merge, and no word would say so."""
    return 1 if field.type is float and field.name != "retold_length" else math.inf
