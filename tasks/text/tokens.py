"""Words, for a whole batch of texts in one pass over one array of code points.

A token is a run of letters, digits and marks, folded (NFKC, case); punctuation only separates. Scripts
that write without spaces (Han, Kana, Thai, Lao, Khmer, Myanmar) give one token a character.
A token's hash depends on its characters alone: hashes are stored, and must be the same for ever.
"""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.characters import CLASS, CLASS_SHIFT, CODE_POINT, HAN, SEPARATOR, WORD
from copydesk.tasks.text.folding import fold_all
from copydesk.tasks.text.ragged import join_offsets, ranges

_BASE: Final = 0x9E3779B97F4A7C15
SLICE_CHARACTERS: Final = 400_000
"""What is done with tokens is done for so many characters at once: more fall out of the cache."""
# Finding tokens takes some 60 bytes a character, so these stay in the cache, too.
_PIECE_CHARACTERS: Final = 100_000
_INVERSE: Final = pow(_BASE, -1, 1 << 64)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a batch, in reading order: those of text `i` are `offsets[i]` to `offsets[i + 1]`.

    `starts` and `stops` are code points of the token's own text; `scripts` are classes of `characters`.
    """

    hashes: NDArray[np.uint64]
    starts: NDArray[np.int64]
    stops: NDArray[np.int64]
    scripts: NDArray[np.uint8]
    offsets: NDArray[np.int64]

    def take(self, texts: NDArray[np.int64]) -> "Tokens":
        """Return the tokens of some of the texts, in the order asked for."""
        places, offsets = ranges(self.offsets, texts)
        return Tokens(
            self.hashes[places], self.starts[places], self.stops[places], self.scripts[places], offsets
        )


def slices(bodies: Sequence[str], characters: int = SLICE_CHARACTERS) -> Iterator[Sequence[str]]:
    """Split texts into runs of so many characters, or of one longer text; one run at least."""
    start = so_far = 0
    for place, body in enumerate(bodies):
        if so_far + len(body) > characters and place > start:
            yield bodies[start:place]
            start, so_far = place, 0
        so_far += len(body)
    yield bodies[start:]


def tokenise(bodies: Sequence[str]) -> Tokens:
    """Return the tokens of all bodies.

    >>> tokens = tokenise(["The Élysée said:", "“no”"])
    >>> tokens.offsets.tolist(), tokens.starts.tolist(), tokens.stops.tolist()
    ([0, 3, 4], [0, 4, 11, 1], [3, 10, 15, 3])
    """
    parts = [_tokenise_part(part) for part in slices(bodies, _PIECE_CHARACTERS)]
    return join(parts)


def join(parts: Sequence[Tokens]) -> Tokens:
    """Return the tokens of batches as those of one."""
    return parts[0] if len(parts) == 1 else _join(parts, join_offsets([part.offsets for part in parts]))


def _tokenise_part(bodies: Sequence[str]) -> Tokens:
    if len(bodies) == 1 and len(bodies[0]) > _PIECE_CHARACTERS:
        return _tokenise_long(bodies[0])
    return _tokenise(bodies)


def _tokenise(bodies: Sequence[str]) -> Tokens:
    # Each text is followed by a separator, so that no token runs from one into the next.
    lengths = np.fromiter(map(len, bodies), np.int64, len(bodies)) + 1
    bounds = np.concatenate(([0], np.cumsum(lengths)))
    folded = fold_all("\0".join(bodies) + "\0")
    first, end = _edges(folded.entries)
    starts, stops = _places(first, end, folded.origin)
    offsets = np.searchsorted(starts, bounds)
    shift = np.repeat(bounds[:-1], np.diff(offsets))
    hashes = _hash_runs(folded.entries, first, end)
    return Tokens(hashes, starts - shift, stops - shift, _classes(folded.entries[first]), offsets)


def _tokenise_long(body: str) -> Tokens:
    cuts = [0]
    while cuts[-1] < len(body):
        cuts.append(_next_cut(body, cuts[-1]))
    pieces = [_tokenise([body[start:stop]]) for start, stop in pairwise(cuts)]
    shifts = np.repeat(cuts[:-1], [piece.hashes.size for piece in pieces])
    tokens = _join(pieces, np.array([0, shifts.size]))
    return replace(tokens, starts=tokens.starts + shifts, stops=tokens.stops + shifts)


def _join(parts: Sequence[Tokens], offsets: NDArray[np.int64]) -> Tokens:
    return Tokens(
        hashes=np.concatenate([part.hashes for part in parts]),
        starts=np.concatenate([part.starts for part in parts]),
        stops=np.concatenate([part.stops for part in parts]),
        scripts=np.concatenate([part.scripts for part in parts]),
        offsets=offsets,
    )


def _next_cut(body: str, start: int) -> int:
    """Return where the next piece ends: at a space or a line's end, which no token crosses."""
    limit = start + _PIECE_CHARACTERS
    if limit >= len(body):
        return len(body)
    last = max(body.rfind(" ", start + 1, limit), body.rfind("\n", start + 1, limit))
    if last > 0:
        return last
    ahead = [place for place in (body.find(" ", limit), body.find("\n", limit)) if place > 0]
    return min(ahead, default=len(body))


def mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread every bit over all of them, in place (MurmurHash3's 64-bit finaliser, a bijection)."""
    values ^= values >> np.uint64(33)
    values *= np.uint64(0xFF51AFD7ED558CCD)
    values ^= values >> np.uint64(33)
    values *= np.uint64(0xC4CEB9FE1A85EC53)
    values ^= values >> np.uint64(33)
    return values


@functools.lru_cache(maxsize=8)
def powers(base: int, count: int) -> NDArray[np.uint64]:
    """Return base⁰, base¹, … modulo 2⁶⁴."""
    table = np.empty(count, np.uint64)
    table[:1] = 1
    done = 1
    while done < count:
        more = min(done, count - done)
        table[done : done + more] = table[:more] * np.uint64(pow(base, done, 1 << 64))
        done += more
    table.flags.writeable = False
    return table


def _classes(entries: NDArray[np.uint32]) -> NDArray[np.uint8]:
    return ((entries >> CLASS_SHIFT) & CLASS).astype(np.uint8)


def _edges(entries: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where tokens start and where they end; the last character is a separator."""
    if entries.max() < HAN << CLASS_SHIFT:
        # Only words, marks and separators, and all that is of a separator is 0.
        inside = entries != 0
        changes = np.flatnonzero(inside[1:] != inside[:-1]) + 1
        edges = np.concatenate(([0], changes)) if inside[0] else changes
        return edges[::2], edges[1::2]
    kinds = _classes(entries)
    inside = kinds != SEPARATOR
    before = np.concatenate(([False], inside[:-1]))
    alone = kinds >= HAN
    starting = (inside & ~before) | alone
    starting[1:] |= (kinds[1:] == WORD) & alone[:-1]
    return np.flatnonzero(starting), np.flatnonzero(before & (starting | ~inside))


def _places(
    first: NDArray[np.int64], end: NDArray[np.int64], origin: NDArray[np.int64] | None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where in the unfolded texts the tokens start and stop.

    Where characters were folded together or fell out, a token stops where the next character came from.
    """
    if origin is None:
        return first, end
    return origin[first], np.maximum(origin[end], origin[end - 1] + 1)


def _hash_runs(
    entries: NDArray[np.uint32], first: NDArray[np.int64], end: NDArray[np.int64]
) -> NDArray[np.uint64]:
    """Return a hash for each run: a polynomial in its characters, read off prefix sums."""
    # A power of two, so that few different tables are ever made.
    room = 1 << max(16, int(entries.size).bit_length())
    sums = np.empty(entries.size + 1, np.uint64)
    sums[0] = 0
    terms = (entries & np.uint32(CODE_POINT)).astype(np.uint64)
    terms *= powers(_BASE, room)[: entries.size]
    np.cumsum(terms, out=sums[1:])
    return mix((sums[end] - sums[first]) * powers(_INVERSE, room)[first])
