"""News that never was: texts of a vocabulary as uneven as English, some of them copies of others."""

import json
import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

WORDS = 410
SENTENCE_WORDS = 19
PARAGRAPH_SENTENCES = 3
VOCABULARY = 60_000
NEAR_SHARE = 0.1
EXCERPT_SHARE = 0.1
BYLINE = "By {name}, Staff Writer\nPublished {day} November 2026\n\n"
FOOTER = "\n\nRead more: What we know so far\nSubscribe to our newsletter for daily updates."


class Text(NamedTuple):
    """A text, and the number of the text it was made from."""

    number: int
    words: list[str]
    original: int | None


def texts(count: int, seed: int = 1) -> Iterator[Text]:
    """Yield texts; about a tenth are near-copies (2 % of the words changed), a tenth hold half of another."""
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
    half = words[: len(words) // 2]
    return half + own[: len(half) // 3]


def laid_out(words: list[str]) -> str:
    """Return the words as sentences in paragraphs."""
    sentences = [words[start : start + SENTENCE_WORDS] for start in range(0, len(words), SENTENCE_WORDS)]
    written = [" ".join(sentence).capitalize() + "." for sentence in sentences]
    paragraphs = [
        written[start : start + PARAGRAPH_SENTENCES] for start in range(0, len(written), PARAGRAPH_SENTENCES)
    ]
    return "\n\n".join(" ".join(paragraph) for paragraph in paragraphs)


def write_jsonl(file: Path, count: int, seed: int = 1) -> tuple[int, float]:
    """Write texts with a byline and a footer, a line each; return the planted copies and the mean length."""
    planted = length = 0
    with file.open("w", encoding="utf-8") as lines:
        for text in texts(count, seed):
            planted += text.original is not None
            length += len(text.words)
            name = f"{text.words[0].capitalize()} {text.words[1].capitalize()}"
            raw = BYLINE.format(name=name, day=1 + text.number % 28) + laid_out(text.words) + FOOTER
            record = {"id": str(text.number), "source": f"paper {text.number % 50}", "text": raw}
            lines.write(json.dumps(record) + "\n")
    return planted, length / max(count, 1)
