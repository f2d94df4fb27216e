"""News that never was: texts of a vocabulary as uneven as English, some of them copies of others."""

import json
import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.shingles import shingle

WORDS = 410
SENTENCE_WORDS = 19
PARAGRAPH_SENTENCES = 3
VOCABULARY = 60_000
# A fifth would come out above a fifth as often as not.
NEAR_SHARE = 0.095
EXCERPT_SHARE = 0.095
EXCERPT = 0.6
# Texts are cut into shingles, and shingles compared, by portions that memory holds easily.
PORTION = 5_000
SHARES = 16
BYLINE = "By {name}, Staff Writer\nPublished {day} November 2026\n\n"
FOOTER = "\n\nRead more: What we know so far\nSubscribe to our newsletter for daily updates."


class Text(NamedTuple):
    """A text, and the number of the text it was made from."""

    number: int
    words: list[str]
    original: int | None

    @property
    def family(self) -> int:
        """Return the number of the text this one is made from, or its own: a family shares planted words."""
        return self.number if self.original is None else self.original


class Collection(NamedTuple):
    """What was written: texts, those no other is the same as, planted copies, words in the mean.

    `worst` is the highest containment of one text in another that shares no original with it.
    """

    count: int
    fresh: int
    planted: int
    words: float
    worst: float


def texts(count: int, seed: int = 1) -> Iterator[Text]:
    """Yield texts; not quite a tenth are near-copies (2 % of the words changed), as many hold 60 % of one."""
    choice = random.Random(seed)
    vocabulary = [_word(number) for number in range(VOCABULARY)]
    weights = list(accumulate(1 / (rank + 10) for rank in range(VOCABULARY)))
    recent: list[Text] = []
    for number in range(count):
        length = max(60, int(choice.gauss(WORDS, 120)))
        words = choice.choices(vocabulary, cum_weights=weights, k=length)
        kind = choice.random()
        original = choice.choice(recent) if recent and kind < NEAR_SHARE + EXCERPT_SHARE else None
        if original is not None:
            words = (
                _near(original.words, vocabulary, choice)
                if kind < NEAR_SHARE
                else _excerpt(original.words, words)
            )
        text = Text(number, words, None if original is None else original.number)
        if original is None:
            recent = [*recent[-999:], text]
        yield text


def _word(number: int) -> str:
    """Return a word of letters; figures and names would make every sentence a list of facts."""
    return "".join(
        "bdfgklmnpr"[int(digit)] + "aeiou"[(int(digit) + place) % 5]
        for place, digit in enumerate(str(number))
    )


def _near(words: list[str], vocabulary: list[str], choice: random.Random) -> list[str]:
    changed = list(words)
    for _ in range(len(words) // 50):
        changed[choice.randrange(len(words))] = choice.choice(vocabulary)
    return changed


def _excerpt(words: list[str], own: list[str]) -> list[str]:
    kept = int(len(words) * EXCERPT)
    own = own * (1 + len(words) // len(own))
    return words[:kept] + own[: len(words) - kept]


def laid_out(words: list[str]) -> str:
    """Return the words as sentences in paragraphs."""
    sentences = [words[start : start + SENTENCE_WORDS] for start in range(0, len(words), SENTENCE_WORDS)]
    written = [" ".join(sentence).capitalize() + "." for sentence in sentences]
    paragraphs = [
        written[start : start + PARAGRAPH_SENTENCES] for start in range(0, len(written), PARAGRAPH_SENTENCES)
    ]
    return "\n\n".join(" ".join(paragraph) for paragraph in paragraphs)


def write_jsonl(file: Path, count: int, seed: int = 1) -> Collection:
    """Write texts with a byline and a footer, a line each, and tell what they are like."""
    made = list(texts(count, seed))
    with file.open("w", encoding="utf-8") as lines:
        for text in made:
            name = f"{text.words[0].capitalize()} {text.words[1].capitalize()}"
            raw = BYLINE.format(name=name, day=1 + text.number % 28) + laid_out(text.words) + FOOTER
            record = {"id": str(text.number), "source": f"paper {text.number % 50}", "text": raw}
            lines.write(json.dumps(record) + "\n")
    return Collection(
        count,
        fresh=len({hash(tuple(text.words)) for text in made}),
        planted=sum(text.original is not None for text in made),
        words=sum(len(text.words) for text in made) / max(count, 1),
        worst=worst_containment(made),
    )


def worst_containment(made: list[Text]) -> float:
    """Return the highest containment among all pairs of texts of different families, compared exactly."""
    family = np.array([text.family for text in made], np.int64)
    parts = [
        shingle([" ".join(text.words) for text in made[start : start + PORTION]])
        for start in range(0, max(len(made), 1), PORTION)
    ]
    hashes = np.concatenate([part.hashes for part in parts])
    sizes = np.concatenate([np.diff(part.offsets) for part in parts])
    owner = np.repeat(np.arange(sizes.size), sizes)
    shares = (hashes % np.uint64(SHARES) == share for share in range(SHARES))
    found = [meetings(hashes[chosen], owner[chosen], family) for chosen in shares]
    pairs, shared = np.unique(np.concatenate(found), axis=0, return_counts=True)
    return float(np.max(shared / sizes[pairs].min(axis=1), initial=0))


def meetings(
    hashes: NDArray[np.uint64], owner: NDArray[np.int64], family: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return each two texts of different families that hold one shingle, once for each such shingle."""
    order = np.lexsort((owner, hashes))
    hashes, owner = hashes[order], owner[order]
    found, distance = [np.zeros((0, 2), np.int64)], 0
    alike = np.arange(hashes.size)
    while alike.size:
        distance += 1
        alike = alike[alike + distance < hashes.size]
        alike = alike[hashes[alike] == hashes[alike + distance]]
        pairs = np.stack((owner[alike], owner[alike + distance]), axis=1)
        found.append(pairs[family[pairs[:, 0]] != family[pairs[:, 1]]])
    return np.concatenate(found)
