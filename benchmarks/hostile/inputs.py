"""Files that nobody should have to read: broken, lying, enormous or odd, all made from a seed.

Each kind is a function of a source of chance; it gives the bytes of a file and its ending. The same number
and seed give the same file.
"""

import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

from . import packed, records, signs
from .signs import SIGNS
from .sound import WORDS, Chance, Made

HEAVY_EVERY = 100


class Hostile(NamedTuple):
    """A file to be refused or taken in, and what kind of trouble it is."""

    kind: str
    name: str
    data: bytes


def hostile_inputs(count: int, seed: int) -> Iterator[Hostile]:
    """Yield so many files, of each kind in turn; of those that cost seconds one in a hundred."""
    for number in range(count):
        chance = random.Random(f"{seed}-{number}")
        kinds = HEAVY if number % HEAVY_EVERY == HEAVY_EVERY - 1 else KINDS
        kind = list(kinds)[number // HEAVY_EVERY % len(HEAVY) if kinds is HEAVY else number % len(KINDS)]
        data, ending = kinds[kind](chance)
        yield Hostile(kind, f"{number:06}-{_file_name(chance)}{ending}", data)


def _file_name(chance: Chance) -> str:
    """Return the odd middle of a name that a file system takes."""
    name = "".join(chance.choices([*SIGNS, *WORDS, " ", ".", "-"], k=chance.randrange(4)))
    return name.replace("\0", "").replace("/", "").encode("utf-8", "replace")[:150].decode("utf-8", "ignore")


KINDS: dict[str, Callable[[Chance], Made]] = {
    kind.__name__.replace("_", " "): kind
    for kind in (
        packed.truncated,
        packed.packed_and_truncated,
        packed.broken_bytes,
        packed.packed_and_broken,
        packed.spliced,
        packed.wrong_ending,
        packed.packed_many_times,
        packed.bomb_in_archive,
        packed.many_members,
        packed.path_tricks_zip,
        packed.path_tricks_tar,
        signs.encoded,
        signs.odd_bytes,
        signs.random_bytes,
        records.deep_json,
        records.odd_json,
        records.doubled_keys,
        records.lone_surrogates,
        packed.nul_bytes,
        signs.odd_signs,
        records.signs_in_fields,
        records.enormous_field,
        records.many_lines,
        signs.repeated,
        records.odd_table,
        records.odd_parquet,
        signs.broken_archive_record,
        signs.odd_page,
        signs.almost_nothing,
        packed.lying_headers,
    )
}
HEAVY = {"bomb": packed.bomb, "enormous line": records.enormous_line}
