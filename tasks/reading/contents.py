"""What a stream holds is told by its content, and read: packed or not, an archive, or a format of texts."""

from collections.abc import Callable, Iterator
from importlib import import_module

from copydesk.storage.records import RawDocument, Reject
from copydesk.tasks.reading import lines
from copydesk.tasks.reading.documents import page, plain_text
from copydesk.tasks.reading.origin import MAX_PAYLOAD_BYTES, WHOLE, Content, Origin, Skipped, reject
from copydesk.tasks.reading.packing import Unpacked
from copydesk.tasks.reading.repeated import together
from copydesk.tasks.reading.saved_pages import ASSETS
from copydesk.tasks.reading.streams import after, ahead
from copydesk.tasks.text.formats import Format, format_of, refusal
from copydesk.tasks.text.signatures import Archive, Packing, archive_of, packing_of

Item = RawDocument | Reject | Skipped
Items = Iterator[Item]

# Imported where a file asks for them: most runs read one format, and some libraries take a while to load.
_READERS: dict[Format, str] = {
    "jsonl": "lines:read_json_lines",
    "json": "json_values:read_json",
    "csv": "tables:read_table",
    "parquet": "parquet:read_parquet",
    "warc": "warc:read_warc",
    "arc": "arc:read_arc",
}


def read_content(content: Content) -> Items:
    """Return what a stream holds; of one that ended too early, last the reason."""
    packing, archive = packing_of(content.head), archive_of(content.head)
    if packing is not None:
        yield from _read_packed(content, packing)
    elif archive is not None:
        yield from _read_archive(content, archive)
    else:
        yield from _read_format(content)
    fault = content.fault()
    if fault is not None and not content.fault_is_told:
        yield reject(content.origin, "read", f"cut short: {fault}", content.head)


def read_on(content: Content, beginning: bytes) -> Items:
    """Return what is new of a file that grew; `beginning` is what is read once more before it."""
    if not beginning:
        return together(lines.read_json_lines(content))
    content.stream = after(beginning, content.stream)
    return together(_reader(_READERS["csv"])(content))


def beginning_of(head: bytes, origin: Origin) -> bytes | None:
    """Return what of a file that grew is to be read again before what is new: of a table its first row.

    None, if it must be read from its beginning.
    """
    kind = format_of(head, origin.ending, origin.handling.notation.columns.name_of("text"))
    if kind != "csv":
        return b"" if kind == "jsonl" else None
    from copydesk.tasks.reading.tables import first_row

    return first_row(head)


def _read_packed(content: Content, packing: Packing) -> Items:
    if content.is_unpacked:
        yield reject(
            content.origin, "read", f"packed twice: {packing} inside of another packing", content.head
        )
        return
    inner = Unpacked(content.stream, packing, content.origin.handling.limits)
    head, stream = ahead(inner)
    yield from read_content(
        Content(
            content.origin.unpacked(),
            head,
            stream,
            fault=lambda: inner.fault or content.fault(),
            is_unpacked=True,
            is_member=content.is_member,
        )
    )
    content.fault_is_told = True


def _read_archive(content: Content, archive: Archive) -> Items:
    if content.is_member:
        yield reject(
            content.origin, "read", f"a {archive} archive inside of an archive is not opened", content.head
        )
        return
    from copydesk.tasks.reading import archives

    read_archive = archives.read_zip if archive == "zip" else archives.read_tar
    is_empty = True
    for item in read_archive(content, read_content):
        is_empty = False
        yield item
    if is_empty:
        yield reject(content.origin, "read", "an archive without files", content.head)


def _read_format(content: Content) -> Items:
    origin = content.origin
    text_column = origin.handling.notation.columns.name_of("text")
    why_not = refusal(content.head, origin.ending, text_column)
    if why_not is not None:
        if content.head or content.fault() is None:
            yield _refused_file(content, why_not)
        return
    kind = format_of(content.head, origin.ending, text_column)
    if kind in _READERS:
        yield from together(_reader(_READERS[kind])(content))
    else:
        yield from _read_whole(content, kind)


def _refused_file(content: Content, reason: str) -> Reject | Skipped:
    if content.origin.is_beside_pages and content.origin.ending in ASSETS:
        return Skipped("part of a saved page")
    data = content.stream.read(MAX_PAYLOAD_BYTES + 1)
    is_whole = len(data) <= MAX_PAYLOAD_BYTES and content.fault() is None
    return reject(content.origin, "read", reason, data, again=WHOLE if is_whole else None)


def _reader(place: str) -> Callable[[Content], Items]:
    module, function = place.split(":")
    found: Callable[[Content], Items] = getattr(import_module(f"copydesk.tasks.reading.{module}"), function)
    return found


def _read_whole(content: Content, kind: Format) -> Items:
    """Return the one document that a stream is."""
    data = content.stream.read(lines.MAX_DOCUMENT_BYTES + 1)
    cut = content.cut()
    if cut is not None:
        yield reject(content.origin, "read", cut, data)
    elif len(data) > lines.MAX_DOCUMENT_BYTES:
        yield reject(content.origin, "read", f"longer than {lines.MAX_DOCUMENT_BYTES:,} bytes", data)
    else:
        yield page(data, content.origin) if kind == "html" else plain_text(data, content.origin)
