"""People's decisions on articles: which of them hold, whom they join, whom they part.

Of two that contradict each other the later one holds; of two at the same time the split.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from copydesk.storage.overrides import Override

PARTICIPLES = {"merge": "merged", "split": "split", "pin": "pinned"}


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions that hold.

    `group_of` names the group of each merged article, by its smallest id; `joined` the last merge in a group.
    `parted` is by the groups that stay apart (an article nobody merged is one by itself), `alone` by article.
    """

    pinned: frozenset[str]
    group_of: dict[str, str]
    joined: dict[str, Override]
    parted: dict[tuple[str, str], Override]
    alone: dict[str, Override]

    @property
    def concerned(self) -> frozenset[str]:
        """Return the articles whose matches a decision may concern."""
        return frozenset(self.group_of) | frozenset(self.alone) | frozenset(chain.from_iterable(self.parted))

    def group(self, article_id: str) -> str:
        """Return the group an article belongs to; its own id when nobody merged it."""
        return self.group_of.get(article_id, article_id)

    def between(self, one: str, other: str) -> Override | None:
        """Return what was decided on two articles, if anything."""
        group, other_group = self.group(one), self.group(other)
        if group == other_group:
            return self.joined.get(group)
        pair = (min(group, other_group), max(group, other_group))
        apart = (self.alone.get(one), self.alone.get(other), self.parted.get(pair))
        return max((word for word in apart if word), key=_order, default=None)


def decide(overrides: Sequence[Override], present: Collection[str]) -> Decisions:
    """Return what the decisions come to for the articles that are present."""
    faults = find_faults(overrides, present)
    holding = sorted(
        (word for word, fault in zip(overrides, faults, strict=True) if fault is None), key=_order
    )
    group_of = _groups(holding)
    return Decisions(
        pinned=frozenset(word.article_id for word in holding if word.kind == "pin"),
        group_of=group_of,
        joined={group_of[word.article_id]: word for word in holding if word.kind == "merge"},
        parted={
            _sorted(
                group_of.get(word.article_id, word.article_id), group_of.get(word.other_id, word.other_id)
            ): word
            for word in holding
            if word.kind == "split" and word.other_id is not None
        },
        alone={word.article_id: word for word in holding if word.kind == "split" and word.other_id is None},
    )


def find_faults(overrides: Sequence[Override], present: Collection[str]) -> list[str | None]:
    """Return for each decision why it has no effect; None: it holds."""
    by_article = defaultdict(list)
    for word in overrides:
        if not _missing(word, present):
            by_article[word.article_id].append(word)
            by_article[word.other_id or word.article_id].append(word)
    faults = [_missing(word, present) or _overruled(word, by_article) for word in overrides]
    group_of = _groups(word for word, fault in zip(overrides, faults, strict=True) if fault is None)
    for place, word in enumerate(overrides):
        if faults[place] is None and word.kind == "split" and word.other_id is not None:
            group = group_of.get(word.article_id)
            if group is not None and group == group_of.get(word.other_id):
                faults[place] = "contradicted: merges with other articles join the two all the same"
    return faults


def list_faults(overrides: Sequence[Override], canonical_of: Mapping[str, str]) -> list[str | None]:
    """Return what is wrong with each decision, given where the articles in the desk belong."""
    pinned = {word.article_id for word in overrides if word.kind == "pin"}
    return [
        fault or _idle(word, canonical_of, pinned)
        for word, fault in zip(overrides, find_faults(overrides, canonical_of.keys()), strict=True)
    ]


def is_same(word: Override, other: Override) -> bool:
    """Tell whether two decisions are of one kind and on the same articles, whichever is named first."""
    named = {word.article_id, word.other_id}
    return word.kind == other.kind and named == {other.article_id, other.other_id}


def in_words(word: Override) -> str:
    """Return a decision in words: "merged by ada: the same speech"."""
    return f"{PARTICIPLES[word.kind]} by {word.author}: {word.reason}"


def _idle(word: Override, canonical_of: Mapping[str, str], pinned: Collection[str]) -> str | None:
    """Tell of a decision that holds and yet does not bring about what it is for."""
    canonical = canonical_of[word.article_id]
    if word.kind == "pin" and canonical != word.article_id and canonical in pinned:
        return f"contradicted: {canonical} of the same cluster is pinned as well, and ranks before it"
    return None


def _missing(word: Override, present: Collection[str]) -> str | None:
    named = [word.article_id] if word.other_id is None else [word.article_id, word.other_id]
    gone = [article_id for article_id in named if article_id not in present]
    return f"stale: {' and '.join(gone)} not in the desk" if gone else None


def _overruled(word: Override, by_article: Mapping[str, Sequence[Override]]) -> str | None:
    related = [*by_article[word.article_id], *by_article[word.other_id or word.article_id]]
    later = [other for other in related if _contradict(word, other) and _order(other) > _order(word)]
    return f"contradicted by a later decision: {in_words(max(later, key=_order))}" if later else None


def _contradict(word: Override, other: Override) -> bool:
    """Tell whether one merges what the other splits. An article split from all others may be merged later."""
    if {word.kind, other.kind} != {"merge", "split"}:
        return False
    if other.other_id is None:
        return other.article_id in (word.article_id, word.other_id)
    return {word.article_id, word.other_id} == {other.article_id, other.other_id}


def _order(word: Override) -> tuple[object, ...]:
    return (word.decided_at, word.kind, word.article_id, word.other_id or "", word.author, word.reason)


def _sorted(one: str, other: str) -> tuple[str, str]:
    return (min(one, other), max(one, other))


def _groups(overrides: Iterable[Override]) -> dict[str, str]:
    """Return the merged articles, each with the smallest id of those that merges connect it with."""
    members: dict[str, set[str]] = {}
    for word in overrides:
        if word.kind == "merge" and word.other_id is not None:
            joined = members.get(word.article_id, {word.article_id}) | members.get(
                word.other_id, {word.other_id}
            )
            members.update(dict.fromkeys(joined, joined))
    return {article_id: min(group) for article_id, group in members.items()}
