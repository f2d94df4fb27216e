"""What a file holds, told by its content first and its name second.

The rule, in this order:
1. Parquet, WARC and ARC files begin with a mark;
2. nothing but white space is empty; bytes that no text holds are binary, whatever the name says;
3. `.jsonl` and `.ndjson` are JSON lines, `.json` is JSON, `.csv`, `.tsv` and `.tab` are tables; a list of
   objects is JSON under the name of JSON lines, too;
4. `.html`, `.htm` and `.xhtml` are pages if they hold a tag, else plain text;
5. under any other name, what begins as an HTML document is a page, what begins with a JSON object that has a
   text is JSON lines, with a list of objects JSON, with a line of columns, the text's among them, a table;
   without an ending, or by a pipe, any object is JSON;
6. names that stand for data, style or code (`.css`, `.sql`, `.xml`) are not read; everything else is text.
"""

import json
import re
from typing import Literal

from copydesk.tasks.text.decode import wide_encoding
from copydesk.tasks.text.signatures import without_text

Format = Literal["text", "html", "jsonl", "json", "csv", "parquet", "warc", "arc"]

# How much of a file tells its format.
HEAD_BYTES = 65_536

# What separates the columns of a table.
SEPARATORS = "\t,;|"

_MARKS: tuple[tuple[bytes, Format], ...] = (
    (b"PAR1", "parquet"), (b"WARC/", "warc"), (b"filedesc://", "arc"),
)  # fmt: skip
_BY_NAME: dict[str, Format] = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".tab": "csv", ".warc": "warc",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".json": "json",
}  # fmt: skip
_NOT_READ = {
    ".css", ".js", ".mjs", ".map", ".svg", ".xml", ".rss", ".atom", ".sql", ".py", ".toml", ".yaml", ".yml",
    ".ini", ".cfg", ".log", ".arc", ".parquet",
}  # fmt: skip

# Control characters that no text needs; wire copy of old has a few of them.
_CONTROLS = bytes(range(32)).translate(None, b"\t\n\v\f\r\b\x1a\x1b") + b"\x7f"

_XML_DECLARATION = re.compile(r"<\?xml[^>]{0,200}>")
_DOCUMENT_START = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,9}[\s/>]|<!doctype", re.IGNORECASE)
_LIST_START = re.compile(r"\[\s{0,80}\{\s{0,80}[\"}]")
# A line of column names is no longer than this.
_LONGEST_HEADER = 2_000
_RECORD_START = re.compile(r'\{\s{0,80}"[^"\\]{0,80}"\s{0,80}:')


def refusal(head: bytes, ending: str, text_column: str = "text") -> str | None:
    r"""Return why a file that begins with these bytes is not read, or None if it is.

    `text_column` is what records call their text.

    >>> refusal(b"\x89PNG\r\n\x1a\n", ".txt")
    'binary: a PNG image'
    >>> refusal(b"body { color: red }", ".css")
    'not read: a .css file'
    >>> refusal(b"The ferry sank.", ".story")
    """
    if _marked(head):
        return None
    kind = without_text(head)
    if kind is not None:
        return f"binary: {kind}"
    if not head.strip() and len(head) < HEAD_BYTES:
        return "empty"
    if _is_binary(_beginning(head).encode() if wide_encoding(head) else head):
        return None if ending == ".warc" else "binary"
    if ending in _NOT_READ and not _begins_with_record(_beginning(head), text_column):
        return f"not read: a {ending} file"
    return None


def format_of(head: bytes, ending: str, text_column: str = "text") -> Format:
    r"""Return what a file that isn't refused holds.

    >>> format_of(b"<!DOCTYPE html><title>Ferry</title>", ".txt")
    'html'
    >>> format_of(b"A story of x < y and nothing more.", ".html")
    'text'
    >>> format_of(b"id;body\n1;The ferry sank.", "", "body")
    'csv'
    """
    marked = _marked(head)
    if marked is not None:
        return marked
    beginning = _beginning(head)
    named = _BY_NAME.get(ending)
    if named == "html":
        return "html" if _TAG.search(beginning) else "text"
    if named in ("json", "jsonl"):
        return _json_format(beginning, named)
    if named is not None:
        return named
    if _begins_with_document(beginning):
        return "html"
    if _LIST_START.match(beginning):
        return "json"
    if _begins_with_record(beginning, text_column):
        return "jsonl"
    if not ending and _RECORD_START.match(beginning):
        return _json_format(beginning, "json")
    return "csv" if _begins_with_columns(beginning, text_column) else "text"


def separator_of(line: str) -> str:
    """Return what separates the columns that a line names: the sign that is most frequent in it.

    >>> separator_of("id;title;text")
    ';'
    """
    return max(SEPARATORS, key=line.count)


def _marked(head: bytes) -> Format | None:
    for mark, kind in _MARKS:
        if head.startswith(mark):
            return kind
    return None


def _json_format(beginning: str, named: Format) -> Format:
    """Tell a list or a document of JSON from its lines, whatever the name says."""
    if _LIST_START.match(beginning):
        return "json"
    if named == "jsonl":
        return "jsonl"
    line, newline, rest = beginning.partition("\n")
    return "jsonl" if newline and rest.lstrip().startswith("{") and _is_object(line) else "json"


def _is_binary(head: bytes) -> bool:
    controls = len(head) - len(head.translate(None, _CONTROLS))
    # Compressed data has one in ten; a story with a stray NUL is still a story.
    return controls > 0.02 * len(head) and (controls >= 8 or controls > 0.3 * len(head))


def _beginning(head: bytes) -> str:
    """Return the head as text in which ASCII can be recognised, whatever else is in it."""
    wide = wide_encoding(head)
    text = head.decode(wide, "replace") if wide else head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    return text.lstrip("\ufeff \t\r\n")


def _begins_with_document(beginning: str) -> bool:
    declaration = _XML_DECLARATION.match(beginning)
    if declaration is not None:
        beginning = beginning[declaration.end() :].lstrip()
    start = 0
    # By hand: a pattern that repeats comments would try every way to split them.
    while beginning.startswith("<!--", start):
        end = beginning.find("-->", start)
        if end < 0:
            return False
        start = end + 3
        while beginning[start : start + 1].isspace():
            start += 1
    return _DOCUMENT_START.match(beginning, start) is not None


def _begins_with_record(beginning: str, text_column: str) -> bool:
    """Tell whether the first line is a JSON object with a text, or the beginning of a very long one."""
    if not _RECORD_START.match(beginning):
        return False
    line, newline, _ = beginning.partition("\n")
    if not newline and len(beginning) > HEAD_BYTES // 4:
        return True
    record = _object(line)
    return record is not None and (text_column in record or text_column.partition(".")[0] in record)


def _begins_with_columns(beginning: str, text_column: str) -> bool:
    """Tell whether the first line names columns, one of them the text's, and more lines follow."""
    line, newline, _ = beginning.partition("\n")
    if not newline or len(line) > _LONGEST_HEADER:
        return False
    names = [name.strip().strip('"') for name in line.split(separator_of(line))]
    return len(names) > 1 and text_column in names and len(set(names)) == len(names)


def _is_object(line: str) -> bool:
    return _object(line) is not None


def _object(line: str) -> dict[str, object] | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None
