"""The phrases of furniture by language and kind, read from `tasks/text/phrases/*.toml`.

A phrase is written in small letters. `*` stands for any words, `0` for any number; white space, and
punctuation around the phrase, don't matter.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from copydesk.tasks.text.furniture.phrase_table import PhraseTable, first_word


class Phrases(NamedTuple):
    """All languages together: `anywhere`, `edges` and `tail` say where in a text a phrase is furniture."""

    anywhere: PhraseTable
    edges: PhraseTable
    tail: PhraseTable
    blocks: PhraseTable
    words: dict[str, dict[str, tuple[str, ...]]]


@cache
def load_phrases() -> Phrases:
    """Read every language's file once."""
    tables = {name: PhraseTable() for name in ("anywhere", "edges", "tail", "blocks")}
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
            name: tuple(entry.casefold() for entry in entries)
            for name, entries in language.get("words", {}).items()
        }
    return Phrases(**tables, words=words)


@cache
def words_of(name: str) -> tuple[str, ...]:
    """Return one list of words, all languages together, the longest first."""
    found = {word for lists in load_phrases().words.values() for word in lists.get(name, ())}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def words_by_opening(*names: str) -> dict[str, tuple[str, ...]]:
    """Return lists of words, all languages together, by their first words, the longest first."""
    found: dict[str, list[str]] = {}
    for word in sorted({word for name in names for word in words_of(name)}, key=lambda one: (-len(one), one)):
        found.setdefault(first_word(word), []).append(word)
    return {word: tuple(words) for word, words in found.items()}
