"""Parquet files, batch by batch."""

import base64
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from copydesk.storage.records import RawDocument, Reject
from copydesk.tasks.reading import lines
from copydesk.tasks.reading.documents import document_of
from copydesk.tasks.reading.origin import Content, Origin, reject
from copydesk.tasks.reading.tables import missing_text
from copydesk.tasks.text.json_written import json_of
from copydesk.tasks.text.records import UnreadableRecordError, record_of

if TYPE_CHECKING:
    import pyarrow.parquet as pq

MEDIA_TYPE = "application/vnd.apache.parquet"
# Rows held at a time. A million bytes of news are some 300.
_BATCH_ROWS = 256
_BUFFER_BYTES = 1 << 20
# What can only be read from front to back (a pipe, a packed file) is held in memory, up to here.
_MAX_HELD_BYTES = 128_000_000
# Footers of files with many columns are large; that of a hostile one is no larger than this.
_MAX_FOOTER_STRINGS = 64_000_000


def read_parquet(content: Content) -> Iterator[RawDocument | Reject]:
    """Return the record of each row."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    origin = content.origin
    seekable = content.seekable
    if seekable is None:
        held = content.stream.read(_MAX_HELD_BYTES + 1)
        if len(held) > _MAX_HELD_BYTES:
            reason = (
                f"a Parquet file of more than {_MAX_HELD_BYTES:,} bytes must be plain: not packed, no pipe"
            )
            yield reject(origin, "read", reason, content.head)
            return
        seekable = BytesIO(held)
    row = 0
    try:
        with pq.ParquetFile(
            seekable,
            buffer_size=_BUFFER_BYTES,
            pre_buffer=False,
            thrift_string_size_limit=_MAX_FOOTER_STRINGS,
        ) as file:
            unusable = missing_text(file.schema_arrow.names, origin) or _wrong_type(file, origin)
            if unusable is not None:
                yield reject(origin, "read", unusable, content.head)
                return
            for batch in file.iter_batches(_BATCH_ROWS, use_threads=False):
                for fields in batch.to_pylist():
                    row += 1
                    yield _read_row(fields, row, origin)
            if not row:
                yield reject(origin, "read", "empty", content.head)
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        reason = f"broken Parquet: {str(error).partition(chr(10))[0]}"
        yield reject(origin, "read", reason, content.head, location=f"after row {row:,}")


def _wrong_type(file: "pq.ParquetFile", origin: Origin) -> str | None:
    """Return what to do about a column of text that holds no text."""
    from pyarrow import types

    name = origin.handling.notation.columns.name_of("text")
    schema = file.schema_arrow
    if name not in schema.names:
        return None
    kind = schema.field(name).type
    value = kind.value_type if types.is_dictionary(kind) else kind
    is_text = types.is_string(value) or types.is_large_string(value) or types.is_string_view(value)
    if is_text or types.is_binary(value) or types.is_large_binary(value) or types.is_null(value):
        return None
    return f"the column {name!r} holds {kind}, not text; say which one does: --map text=COLUMN"


def _read_row(fields: dict[str, Any], row: int, origin: Origin) -> RawDocument | Reject:
    place = f"row {row:,}"
    text_column = origin.handling.notation.columns.name_of("text")
    values: dict[str, object] = {
        name: _value(value) for name, value in fields.items() if value is not None or name == text_column
    }
    try:
        text = values.get(text_column)
        if isinstance(text, str) and len(text) > lines.MAX_DOCUMENT_BYTES:
            raise UnreadableRecordError(f"a text longer than {lines.MAX_DOCUMENT_BYTES:,} characters")
        record = record_of(values, origin.handling.notation)
    except UnreadableRecordError as error:
        payload = json_of(values)
        again = (
            {"as": "record", "media_type": MEDIA_TYPE} if len(payload) <= lines.MAX_DOCUMENT_BYTES else None
        )
        return reject(origin, "parse", str(error), payload, location=place, again=again)
    return document_of(record, origin, place, MEDIA_TYPE)


def _value(value: object) -> object:
    """Return a value of a column as JSON would have it: bytes as text, times as they are written."""
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return base64.b64encode(value).decode()
    isoformat = getattr(value, "isoformat", None)
    return isoformat() if isoformat is not None else value
