"""The phrases of furniture by language and kind, read from `tasks/text/phrases/*.toml`.

A phrase is written in small letters. `*` stands for any words, `0` for any number; white space, and
punctuation around the phrase, don't matter.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_NUMBER = re.compile(r"\d(?:[\d.,:/]*\d)?")
_AROUND = " \t\u00a0\u200b:;,.!?…«»‹›>→▶►▸➤|-–—_•·●■*#\"'“”‘’()[]{}+：。、！？【】「」『』（）،؛؟"
_LONGEST = 400


class Pattern(NamedTuple):
    """A phrase with gaps: its parts must follow one another; `open_end` lets anything follow."""

    kind: str
    parts: tuple[str, ...]
    open_end: bool


class PhraseTable:
    """Phrases found by the first characters of a line, so that most lines cost one look-up."""

    def __init__(self) -> None:
        self._exact: dict[str, str] = {}
        self._opening: dict[str, list[Pattern]] = {}
        self._floating: list[Pattern] = []

    def add(self, phrase: str, kind: str) -> None:
        if "*" not in phrase:
            self._exact.setdefault(phrase, kind)
            self._opening.setdefault(_key(phrase), [])
            return
        parts = tuple(part.strip() for part in phrase.split("*"))
        pattern = Pattern(kind, tuple(filter(None, parts)), not parts[-1])
        if not parts[0]:
            self._floating.append(pattern)
            return
        self._opening.setdefault(_key(parts[0]), []).append(pattern)

    def kind_of(self, line: str) -> str | None:
        """Return the kind of the phrase that is the whole line, if one is."""
        if len(line) > _LONGEST:
            return None
        head = line[:12].lstrip(_AROUND)[:3].casefold()
        opening = self._opening
        if head not in opening and head[:2] not in opening and head[:1] not in opening and not head[:1].isdigit():
            return None
        folded = fold(line)
        kind = self._exact.get(folded)
        if kind is not None:
            # "…one cent per\nshare." closes a sentence; a button has no full stop.
            return None if line[-1] == "." and folded.count(" ") < 2 else kind
        return next((one.kind for one in self._candidates(folded) if _fits(one, folded)), None)

    def floating_kind_of(self, line: str) -> str | None:
        """Return the kind of the phrase that the line has after words of its own, if it has one."""
        if len(line) > _LONGEST:
            return None
        folded = fold(line)
        return next((one.kind for one in self._floating if _fits(one, " " + folded)), None)

    def _candidates(self, folded: str) -> Iterator[Pattern]:
        for length in (3, 2, 1, 0):
            yield from self._opening.get(folded[:length], ())


class Phrases(NamedTuple):
    """All languages together: `anywhere` and `edges` say where in a text a phrase is furniture."""

    anywhere: PhraseTable
    edges: PhraseTable
    blocks: PhraseTable
    words: dict[str, dict[str, tuple[str, ...]]]


def fold(line: str) -> str:
    """Return a line as phrases are written.

    >>> fold("Keep reading with a 7-day\\u00a0free trial …")
    'keep reading with a 0-day free trial'
    """
    plain = " ".join(line.split()).casefold().replace("’", "'")
    return _NUMBER.sub("0", plain).strip(_AROUND)


@cache
def load_phrases() -> Phrases:
    """Read every language's file once."""
    tables = {name: PhraseTable() for name in ("anywhere", "edges", "blocks")}
    words: dict[str, dict[str, tuple[str, ...]]] = {}
    for path in sorted(files("copydesk.tasks.text.phrases").iterdir(), key=lambda entry: entry.name):
        if not path.name.endswith(".toml"):
            continue
        language = tomllib.loads(path.read_text(encoding="utf-8"))
        for name, table in tables.items():
            for kind, phrases in language.get(name, {}).items():
                for phrase in phrases:
                    table.add(phrase, kind)
        words[path.name.removesuffix(".toml")] = {
            name: tuple(entries) for name, entries in language.get("words", {}).items()
        }
    return Phrases(tables["anywhere"], tables["edges"], tables["blocks"], words)


@cache
def words_of(name: str) -> tuple[str, ...]:
    """Return one list of words, all languages together, the longest first."""
    found = {word for lists in load_phrases().words.values() for word in lists.get(name, ())}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def _key(phrase: str) -> str:
    """The first characters of a phrase, as far as no number stands among them."""
    return phrase[:3].partition("0")[0].rstrip()


def _fits(pattern: Pattern, folded: str) -> bool:
    anchored = not folded.startswith(" ")
    position = 0
    for number, part in enumerate(pattern.parts):
        found = folded.find(part, position)
        if found < 0 or (number == 0 and anchored and found):
            return False
        position = found + len(part)
    return pattern.open_end or folded.endswith(pattern.parts[-1])
