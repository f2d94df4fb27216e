"""Every number that matching decides by, in one place. `copydesk.toml` may set each of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What it takes to call two texts the same story; shares are between 0 and 1."""

    dup_jaccard: float = 0.7
    """From here on a pair is a reprint: one copy is enough."""
    version_jaccard: float = 0.3
    """From here on two merged texts are states of one copy; below, the shorter is an excerpt."""
    merge_containment: float = 0.4
    """Share of the shorter story that must stand in the longer one. People merge from about .45 on."""
    merge_narration: float = 0.25
    """Share of the shorter story's words outside quotation marks that must stand in the longer one: two
    stories that quote the same statement share their quotations only."""
    merge_words: int = 8
    """Shared words that a merge needs at least: less is a phrase, however short the text."""
    named_words: int = 12
    """Shared words from which a refused pair is `shared`; below it is `none`."""
    window_days: int | None = None
    """Articles further apart keep their match, refused. Not set: a reprint is one after any time."""
