"""A phrase of furniture with gaps in it."""

from typing import NamedTuple


class Pattern(NamedTuple):
    """A phrase with gaps: it opens with one part, the others follow; `open_end` lets anything follow them."""

    kind: str
    opening: str
    parts: tuple[str, ...]
    open_end: bool

    def fits(self, folded: str) -> bool:
        """Tell whether a folded line is the phrase."""
        if not folded.startswith(self.opening):
            return False
        position = len(self.opening)
        for part in self.parts:
            found = folded.find(part, position)
            if found < 0:
                return False
            position = found + len(part)
        return self.open_end or position == len(folded) or folded.endswith(self.parts[-1:] or self.opening)
