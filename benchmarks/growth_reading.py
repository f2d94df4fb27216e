"""Whether the time of reading grows with what is read: `python benchmarks/growth_reading.py [CHARACTERS]`.

Texts of one hostile piece, CHARACTERS long (default 500,000) and four times that, are read, best of three.
Linear time grows by 4, its square by 16. More than MOST_GROWTH fails.
"""

import sys
from time import process_time

from hostile_reading import HOSTILE_READING, Hostile

MOST_GROWTH = 9.0
# Below this the clock tells nothing.
LEAST_SECONDS = 0.02


def main() -> None:
    length = int(sys.argv[1]) if len(sys.argv) > 1 else 500_000
    slow = 0
    for name, hostile in HOSTILE_READING.items():
        short, long = seconds_for(hostile, length), seconds_for(hostile, length * 4)
        growth = long / max(short, LEAST_SECONDS)
        slow += growth > MOST_GROWTH
        print(f"{name:24} {short:7.3f} s {long:7.3f} s  {growth:5.1f}")
    sys.exit(1 if slow else 0)


def seconds_for(hostile: Hostile, length: int) -> float:
    return min(once(hostile, length) for _ in range(3))


def once(hostile: Hostile, length: int) -> float:
    started = process_time()
    hostile.take(length)
    return process_time() - started


if __name__ == "__main__":
    main()
