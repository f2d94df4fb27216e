"""Tables of text, their columns separated by comma, semicolon, tab or bar: CSV as the world writes it.

Rows are read by Python's own reader. The columns are named by the first line. Bytes that are no UTF-8 are
decoded row by row, as those of JSON lines are line by line.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from copydesk.storage.records import RawDocument, Reject
from copydesk.tasks.reading.documents import document_of
from copydesk.tasks.reading.origin import Content, Origin, reject
from copydesk.tasks.reading.table_lines import LineTooLongError, TableLines, separator
from copydesk.tasks.text.decode import decode, is_narrow
from copydesk.tasks.text.records import Decoding, UnreadableRecordError, listed, record_of

# A quotation mark that is never closed makes the rest of a file one row. Then it is read again without the
# first line of that row; so often, and no more.
_MOST_REPAIRS = 100
# Stands in no text, and in no encoding's second byte.
_BETWEEN = "\x1e"
_SOUND = Decoding(is_sound=True)


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    values: list[str]
    raw: str
    fault: str | None = None


def read_table(content: Content) -> Iterator[RawDocument | Reject]:
    """Return the record of each row; a table without a column of text is one reject, saying what there is."""
    rows = _rows(content)
    try:
        header = next(rows, None)
    except LineTooLongError as error:
        yield reject(content.origin, "read", str(error), content.head)
        return
    if header is None:
        if content.fault() is None:
            yield reject(content.origin, "read", "empty", content.head)
        return
    missing = missing_text(_distinct(header.values), content.origin)
    if missing is not None:
        yield reject(content.origin, "read", missing, content.head)
        return
    yield from _read_rows(rows, header, content)


def _read_rows(rows: Iterator[_Row], header: _Row, content: Content) -> Iterator[RawDocument | Reject]:
    names, row = _distinct(header.values), None
    for row in rows:
        is_open = row.raw[-1:] not in ("\n", "\r")
        cut = content.cut() if is_open else None
        if cut is None:
            yield _read_row(row, names, content.origin, header.raw)
        else:
            yield reject(content.origin, "read", cut, _bytes(row.raw), location=f"line {row.number}")
    if row is None and content.fault() is None:
        yield reject(content.origin, "read", "a table of no rows", content.head)


def first_row(head: bytes) -> bytes | None:
    """Return a table's beginning to the end of its first row; None if that ends later than the head."""
    source = TableLines(head, BytesIO(head))
    try:
        next(csv.reader(source, delimiter=separator(source)))
    except (StopIteration, csv.Error, LineTooLongError):
        return None
    beginning = b"".join(head.splitlines(keepends=True)[: source.number])
    return beginning if beginning.endswith(b"\n") and not source.ended else None


def missing_text(names: list[str], origin: Origin) -> str | None:
    """Return what to do about a table without a column of text."""
    columns = origin.handling.notation.columns
    wanted = [columns.name_of("text"), columns.name_of("html")]
    if any(name in names or name.partition(".")[0] in names for name in wanted):
        return None
    return f"no column {wanted[0]!r} among {listed(names)}; say which one holds the text: --map text=COLUMN"


def _read_row(row: _Row, names: list[str], origin: Origin, header: str) -> RawDocument | Reject:
    place = f"line {row.number}"
    if row.fault is not None:
        return reject(origin, "parse", row.fault, _bytes(row.raw), location=place)
    try:
        if len(row.values) > len(names):
            raise UnreadableRecordError(f"{len(row.values)} columns where the first line names {len(names)}")
        values, decoding = _decoded(row.values)
        text = origin.handling.notation.columns.name_of("text")
        given: dict[str, object] = {
            name: value for name, value in zip(names, values, strict=False) if value != "" or name == text
        }
        record = record_of(given, origin.handling.notation, decoding)
    except UnreadableRecordError as error:
        again = {"as": "row", "header": header}
        return reject(origin, "parse", str(error), _bytes(row.raw), location=place, again=again)
    return document_of(record, origin, place, "text/csv")


def _decoded(values: list[str]) -> tuple[list[str], Decoding]:
    """Return the values of a row, and what its bytes were taken for."""
    joined = _BETWEEN.join(values)
    if not is_narrow(joined):
        try:
            joined.encode()
        except UnicodeEncodeError:
            return _guessed(values, joined)
    return values, _SOUND


def _guessed(values: list[str], joined: str) -> tuple[list[str], Decoding]:
    decoded = decode(_bytes(joined))
    parts = decoded.text.split(_BETWEEN)
    if len(parts) == len(values):
        return parts, Decoding(decoded.encoding, decoded.replaced)
    return [_bytes(value).decode("cp1252", "replace") for value in values], Decoding("cp1252")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _distinct(names: list[str]) -> list[str]:
    """Return names for all columns: one without is called by its place, one that repeats another too."""
    stripped = [name.strip() for name in names]
    return [
        name if name and name not in stripped[:place] else f"{name or 'column'} {place + 1}"
        for place, name in enumerate(stripped)
    ]


def _rows(content: Content) -> Iterator[_Row]:
    """Return the rows of a table, the first line included, blank ones left out."""
    source = TableLines(content.head, content.stream)
    goes_on_at, content.lines_read = content.lines_read, 0
    is_whole = True
    delimiter = separator(source)
    reader = csv.reader(source, delimiter=delimiter)
    repairs = 0
    while True:
        start, fault = source.begin(), None
        try:
            values = next(reader)
        except StopIteration:
            # Only what ended well can be read on from its end.
            content.lines_read = source.number if is_whole else 0
            return
        except (csv.Error, LineTooLongError) as error:
            values, fault = [], str(error)
        raw = source.taken
        # Asked for one more line at the end, the reader was inside of a quotation.
        if len(raw) > 1 and (fault or source.ended) and repairs < _MOST_REPAIRS:
            repairs += 1
            source.give_back(raw[1:])
            values, raw, fault = [], raw[:1], "a quotation mark that is never closed"
        is_whole = is_whole and not fault
        if fault:
            reader = csv.reader(source, delimiter=delimiter)
        if values or fault:
            yield _Row(start, values, "".join(raw), fault)
        # What stands behind the first row of a file that grew is not its second.
        source.number, goes_on_at = goes_on_at or source.number, 0
