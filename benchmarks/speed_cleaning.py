"""What cleaning costs: `python benchmarks/speed_cleaning.py [TEXTS]`, in CPU-microseconds a text.

Texts of about 410 words are made here: a headline, a byline, a date, ten paragraphs and two footers. Names,
days and stories hardly repeat, outlets and prompts do, as in a desk's stream; each round cleans texts of its
own, or the lines of the last one would be remembered. A family's figure holds the clock that was put around
it; language detection is apart.
"""

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import process_time
from types import ModuleType
from unittest.mock import patch

from copydesk.tasks.text import clean as cleaning
from copydesk.tasks.text.clean import clean
from copydesk.tasks.text.furniture import page
from copydesk.tasks.text.language import detect_language
from copydesk.tasks.text.spans import Cleaned, Given

# Where each family is called from, and its name there.
FAMILIES = (
    (cleaning, "find_repairs"),
    (page, "split_lines"),
    (page, "lay_again"),
    (cleaning, "cut_anywhere"),
    (cleaning, "cut_head"),
    (cleaning, "cut_title"),
    (cleaning, "cut_tail"),
    (cleaning, "cut_boxes"),
    (cleaning, "cut_listed"),
    (cleaning, "cut_repeated"),
    (cleaning, "cut_echoes"),
    (cleaning, "cut_amid"),
    (cleaning, "learn"),
)
ROUNDS = 5
GIVEN = Given(language="en")
FIRST = (
    "Ada",
    "Max",
    "Lise",
    "Emil",
    "Ines",
    "Omar",
    "Yuki",
    "Petra",
    "Jonas",
    "Carla",
    "Ivan",
    "Nora",
    "Hugo",
)
LAST_STARTS = (
    "Bo",
    "Kra",
    "Len",
    "Mar",
    "Sto",
    "Vel",
    "Wei",
    "Har",
    "Sand",
    "Kol",
    "Fer",
    "Rin",
    "Tas",
    "Gra",
)
LAST_ENDS = ("rn", "mer", "ova", "nder", "stein", "ley", "ssen", "quist", "do", "rini", "man", "berg", "wood")
TOWNS = ("Valley", "Harbor", "Ridge", "Lake", "Mill")
PAPERS = ("Star", "Post", "Times", "Courier")
SUBJECTS = ("the council", "the ministry of transport", "a court in the capital", "the company", "residents")
VERBS = ("said", "agreed to", "refused to", "had planned to", "did not want to", "announced that it would")
DOINGS = ("rebuild the old bridge", "publish the figures", "pay for the damage", "raise the price of bread")
REASONS = ("after three weeks of rain", "despite a warning", "as the river rose again", "within a year")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    chance = random.Random(410)
    rounds = [list(make_texts(count, chance)) for _ in range(ROUNDS)]
    words = sum(len(text.split()) for text in rounds[0]) / count
    print(f"{count} texts of {words:.0f} words on average")
    whole = fastest(clean_all, rounds)
    print(f"  {'cleaning':24} {whole / count * 1e6:8.1f}")
    for caller, family in FAMILIES:
        print(f"    {family:22} {time_family((caller, family), rounds) / count * 1e6:8.1f}")
    bodies = [[clean(text, GIVEN).body for text in texts] for texts in rounds]
    detection = fastest(lambda texts: [detect_language(text) for text in texts], bodies)
    print(f"  {'language detection':24} {detection / count * 1e6:8.1f}")


def clean_all(texts: Sequence[str]) -> list[Cleaned]:
    return [clean(text, GIVEN) for text in texts]


def fastest(run: Callable[[Sequence[str]], object], rounds: Sequence[Sequence[str]]) -> float:
    """Return the CPU seconds of the fastest of several rounds: the one least disturbed."""
    seconds = []
    for texts in rounds:
        started = process_time()
        run(texts)
        seconds.append(process_time() - started)
    return min(seconds)


def time_family(family: tuple[ModuleType, str], rounds: Sequence[Sequence[str]]) -> float:
    """Return the CPU seconds spent in one family of rules while the texts are cleaned."""
    seconds = []
    for texts in rounds:
        with clocked(*family) as clock:
            clean_all(texts)
        seconds.append(clock[0])
    return min(seconds)


@contextmanager
def clocked(caller: ModuleType, family: str) -> Iterator[list[float]]:
    rules, clock = getattr(caller, family), [0.0]

    def timed(*arguments: object) -> object:
        started = process_time()
        result = rules(*arguments)
        clock[0] += process_time() - started
        return result

    with patch.object(caller, family, timed):
        yield clock


def make_texts(count: int, chance: random.Random) -> Iterator[str]:
    for _ in range(count):
        outlet, name = f"{chance.choice(TOWNS)} {chance.choice(PAPERS)}", make_name(chance)
        title = f"{chance.choice(SUBJECTS).capitalize()} to {chance.choice(DOINGS)}"
        day = f"{chance.randint(1, 28)} {chance.choice(MONTHS)} {chance.randint(2010, 2026)}"
        yield "\n".join(
            (
                title,
                f"By {name}, {outlet} Staff Writer",
                f"Published {day}",
                "",
                "\n\n".join(make_paragraph(chance) for _ in range(10)),
                "",
                f"Sign up for the {outlet} newsletter and get the day's stories delivered to your inbox.",
                f"© {day[-4:]} {outlet}. All rights reserved.",
            )
        )


def make_paragraph(chance: random.Random) -> str:
    return " ".join(make_sentence(chance) for _ in range(chance.choice((2, 3, 3))))


def make_sentence(chance: random.Random) -> str:
    parts = (chance.choice(SUBJECTS), chance.choice(VERBS), chance.choice(DOINGS), chance.choice(REASONS))
    sentence = " ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."


def make_name(chance: random.Random) -> str:
    return f"{chance.choice(FIRST)} {chance.choice(LAST_STARTS)}{chance.choice(LAST_ENDS)}"


if __name__ == "__main__":
    main()
