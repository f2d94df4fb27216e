"""The lines of a table as Python's reader wants them, and what separates its columns."""

import csv
import re
from collections import deque
from collections.abc import Iterator
from io import TextIOWrapper
from typing import BinaryIO

from copydesk.tasks.reading import lines
from copydesk.tasks.text.decode import wide_encoding
from copydesk.tasks.text.formats import separator_of

_TOLD = re.compile(r"sep=([,;|\t])")


class LineTooLongError(ValueError):
    """A line is longer than a document may be."""


class TableLines:
    """The lines of a table as Python's reader wants them; `taken` are those since the last row began."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        encoding = wide_encoding(head) or "utf-8"
        errors = "surrogateescape" if encoding == "utf-8" else "replace"
        csv.field_size_limit(lines.MAX_DOCUMENT_BYTES)
        self.taken: list[str] = []
        self.ended = False
        self.number = 0
        self._text = TextIOWrapper(stream, encoding, errors, newline="")
        self._waiting: deque[str] = deque()

    def first(self) -> str:
        """Return the first line that is not blank, without taking it."""
        for line in self:
            if line.strip("\ufeff \t\r\n,;|"):
                self.give_back([line.removeprefix("\ufeff")])
                return line
        return ""

    def begin(self) -> int:
        """Begin a row, and return the number of its first line."""
        self.taken = []
        return self.number + 1

    def give_back(self, given: list[str]) -> None:
        """Take lines back, to be read again."""
        self._waiting.extendleft(reversed(given))
        self.number -= len(given)
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else self._text.readline(lines.MAX_DOCUMENT_BYTES + 1)
        if not line:
            self.ended = True
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        if len(line) > lines.MAX_DOCUMENT_BYTES:
            self._skip_line()
            raise LineTooLongError(f"a line longer than {lines.MAX_DOCUMENT_BYTES:,} characters")
        return line

    def _skip_line(self) -> None:
        while (more := self._text.readline(lines.MAX_DOCUMENT_BYTES)) and more[-1:] not in ("\n", "\r"):
            pass


def separator(source: "TableLines") -> str:
    """Return what separates the columns: the first line may say it, as "sep=;", for a spreadsheet."""
    first = source.first()
    told = _TOLD.fullmatch(first.strip("\ufeff \r\n"))
    if told is None:
        return separator_of(first)
    next(source)
    source.first()
    return told.group(1)
