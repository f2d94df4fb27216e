"""What the first bytes of a file say beyond doubt: that it is packed, an archive, or no text at all."""

from typing import Literal

Packing = Literal["gzip", "zstd", "bzip2", "xz", "lz4"]
Archive = Literal["zip", "tar"]

_PACKINGS: tuple[tuple[bytes, Packing], ...] = (
    (b"\x1f\x8b", "gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x04\x22\x4d\x18", "lz4"),
)
# "BZh" may begin a word. A size follows it, then the digits of pi or, in an empty file, of its square root.
_BZIP2_BLOCKS = (b"1AY&SY", b"\x17rE8P\x90")

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# A document of an office program is a ZIP archive too, and one of these comes first in it.
_OFFICE_MEMBERS = (b"[Content_Types].xml", b"mimetype", b"_rels/")

_TAR_BLOCK_BYTES = 512
_TAR_MARK = slice(257, 262)
_TAR_CHECKSUM = slice(148, 156)

_NO_TEXT = (
    (b"\x89PNG", "a PNG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"ARROW1", "an Arrow file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3\x00", "a database"),
)


def packing_of(head: bytes) -> Packing | None:
    r"""Return how a stream that begins with these bytes is packed.

    >>> packing_of(b"\x1f\x8b\x08")
    'gzip'
    >>> packing_of(b"BZh is no word.")
    """
    for signature, packing in _PACKINGS:
        if head.startswith(signature):
            return packing
    is_bzip2 = head.startswith(b"BZh") and head[4:10] in _BZIP2_BLOCKS
    return "bzip2" if is_bzip2 else None


def archive_of(head: bytes) -> Archive | None:
    """Return what kind of archive begins with these bytes; an office program's document is none."""
    if head.startswith(_ZIP):
        return None if _is_office_document(head) else "zip"
    return "tar" if _is_tar(head) else None


def without_text(head: bytes) -> str | None:
    r"""Return what a file is that begins with these bytes, if no file of its kind is read.

    >>> without_text(b"\x89PNG\r\n\x1a\n")
    'a PNG image'
    """
    for signature, name in _NO_TEXT:
        if head.startswith(signature):
            return name
    return "an Office document" if _is_office_document(head) else None


def _is_office_document(head: bytes) -> bool:
    return head.startswith(_ZIP[0]) and head[30:].startswith(_OFFICE_MEMBERS)


def _is_tar(head: bytes) -> bool:
    """Tell a tar archive by its mark or, for those of old, by the checksum of its first block."""
    if head[_TAR_MARK] == b"ustar":
        return True
    block = head[:_TAR_BLOCK_BYTES]
    told = block[_TAR_CHECKSUM].strip(b" \x00")
    if len(block) < _TAR_BLOCK_BYTES or not told.isdigit():
        return False
    # The field itself counts as eight blanks.
    checksum = sum(block) - sum(block[_TAR_CHECKSUM]) + 8 * ord(" ")
    return told.translate(None, b"89") == told and checksum == int(told, 8)
