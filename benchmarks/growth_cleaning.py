"""Whether the time of cleaning grows with a text: `python benchmarks/growth_cleaning.py [CHARACTERS]`.

Texts of one hostile piece, CHARACTERS long (default 250,000) and four times that, are cleaned, the best of
three. Linear time grows by 4, its square by 16. More than MOST_GROWTH fails, and so does a text of five
megabytes that takes more than MOST_SECONDS.
"""

import sys
from time import process_time

from hostile_text import HOSTILE, SENTENCE

from copydesk.tasks.text.clean import clean
from copydesk.tasks.text.spans import Given

MOST_GROWTH = 9.0
MOST_SECONDS = 3.0
# Below this the clock tells nothing.
LEAST_SECONDS = 0.02


def main() -> None:
    length = int(sys.argv[1]) if len(sys.argv) > 1 else 250_000
    slow = 0
    for name, piece in HOSTILE.items():
        short, long = seconds_for(piece, length), seconds_for(piece, length * 4)
        growth = long / max(short, LEAST_SECONDS)
        slow += growth > MOST_GROWTH
        print(f"{name:24} {short:7.3f} s {long:7.3f} s  {growth:5.1f}")
    story = seconds_for(SENTENCE * 2 + "\n", 5_000_000)
    print(f"a story of 5 MB {story:.2f} s")
    sys.exit(1 if slow or story > MOST_SECONDS else 0)


def seconds_for(piece: str, length: int) -> float:
    text = piece * (length // len(piece))
    return min(once(text) for _ in range(3))


def once(text: str) -> float:
    started = process_time()
    clean(text, Given(language="en"))
    return process_time() - started


if __name__ == "__main__":
    main()
