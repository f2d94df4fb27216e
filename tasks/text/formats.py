"""What a file holds, told by its content first and its name second.

The rule, in this order:
1. nothing but white space is empty; bytes that no text holds are binary, whatever the name says;
2. `.jsonl` and `.ndjson` are JSON lines;
3. `.html`, `.htm` and `.xhtml` are pages if they hold a tag, else plain text;
4. under any other name, what begins as an HTML document is a page, and what begins with a JSON object
   that has a `text` is JSON lines;
5. names that stand for data, style or code (`.css`, `.csv`, `.xml`) are not read; everything else is text.
"""

import json
import re
from typing import Literal

from copydesk.tasks.text.decode import wide_encoding

Format = Literal["text", "html", "jsonl"]

# How much of a file tells its format.
HEAD_BYTES = 65_536

_JSONL_ENDINGS = {".jsonl", ".ndjson"}
_HTML_ENDINGS = {".html", ".htm", ".xhtml"}
_NOT_READ = {
    ".css", ".js", ".mjs", ".map", ".svg", ".xml", ".rss", ".atom", ".csv", ".tsv", ".json", ".sql", ".py",
    ".toml", ".yaml", ".yml", ".ini", ".cfg", ".log", ".warc", ".arc",
}  # fmt: skip

_SIGNATURES = (
    (b"\x89PNG", "a PNG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3\x00", "a database"),
)

# Control characters that no text needs; wire copy of old has a few of them.
_CONTROLS = bytes(range(32)).translate(None, b"\t\n\v\f\r\b\x1a\x1b") + b"\x7f"

_XML_DECLARATION = re.compile(r"<\?xml[^>]{0,200}>")
_DOCUMENT_START = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,9}[\s/>]|<!doctype", re.IGNORECASE)
_RECORD_START = re.compile(r'\{\s{0,80}"[^"\\]{0,80}"\s{0,80}:')


def refusal(head: bytes, ending: str) -> str | None:
    r"""Return why a file that begins with these bytes is not read, or None if it is.

    >>> refusal(b"\x89PNG\r\n\x1a\n", ".txt")
    'binary: a PNG image'
    >>> refusal(b"body { color: red }", ".css")
    'not read: a .css file'
    >>> refusal(b"The ferry sank.", ".story")
    """
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return f"binary: {name}"
    if not head.strip() and len(head) < HEAD_BYTES:
        return "empty"
    if _is_binary(_beginning(head).encode() if wide_encoding(head) else head):
        return "binary"
    if ending in _NOT_READ and not _begins_with_record(_beginning(head)):
        return f"not read: a {ending} file"
    return None


def format_of(head: bytes, ending: str) -> Format:
    """Return what a file that isn't refused holds.

    >>> format_of(b"<!DOCTYPE html><title>Ferry</title>", ".txt")
    'html'
    >>> format_of(b"A story of x < y and nothing more.", ".html")
    'text'
    """
    if ending in _JSONL_ENDINGS:
        return "jsonl"
    beginning = _beginning(head)
    if ending in _HTML_ENDINGS:
        return "html" if _TAG.search(beginning) else "text"
    if _begins_with_document(beginning):
        return "html"
    return "jsonl" if _begins_with_record(beginning) else "text"


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


def _begins_with_record(beginning: str) -> bool:
    """Tell whether the first line is a JSON object with a `text`, or the beginning of a very long one."""
    if not _RECORD_START.match(beginning):
        return False
    line, newline, _ = beginning.partition("\n")
    if not newline and len(beginning) > HEAD_BYTES // 4:
        return True
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and "text" in record
