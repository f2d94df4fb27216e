"""What a source calls the fields of its records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

FIELDS = (
    "text", "html", "id", "title", "url", "source", "publisher", "author", "published_at", "language",
    "captured_at",
)  # fmt: skip


class UnknownFieldError(ValueError):
    """A map that names a field no record has, or is not written as one; the message says what can be."""


@dataclass(frozen=True, slots=True)
class Columns:
    """A source's own names of the fields; `name.inner` is a field inside of an object.

    A field that isn't mapped goes by its own name.
    """

    mapped: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        """Refuse fields that no record has."""
        for name in self.mapped:
            if name not in FIELDS:
                raise UnknownFieldError(
                    f"there is no field {name!r} to map to; there are {', '.join(FIELDS)}"
                )

    def name_of(self, name: str) -> str:
        """Return what the source calls a field."""
        return self.mapped.get(name, name)

    def apply(self, fields: dict[str, object]) -> dict[str, object]:
        """Return the fields by the names they have here; what a mapped field pushes aside is kept as `_name`.

        >>> Columns({"text": "story.body"}).apply({"story": {"body": "It sank.", "desk": 2}, "text": "x"})
        {'story': {'desk': 2}, '_text': 'x', 'text': 'It sank.'}
        """
        if not self.mapped:
            return fields
        rest = dict(fields)
        taken = {name: _take(rest, column) for name, column in self.mapped.items()}
        renamed = {f"_{name}" if name in self.mapped else name: value for name, value in rest.items()}
        return renamed | {name: value for name, value in taken.items() if value is not None}


AS_WRITTEN = Columns()


def columns_of(written: str) -> Columns:
    """Return the map that a command line gives.

    >>> columns_of("text=body, id=url").mapped
    {'text': 'body', 'id': 'url'}
    >>> columns_of("text=body,text=lead")
    Traceback (most recent call last):
    copydesk.tasks.text.columns.UnknownFieldError: 'text=body,text=lead' names a field twice
    """
    pairs = [part.partition("=") for part in written.split(",") if part.strip()]
    if any(not equals or not column.strip() for _, equals, column in pairs):
        raise UnknownFieldError(f"{written!r} is no map of columns; write it as text=body,id=url")
    mapped = {name.strip(): column.strip() for name, _, column in pairs}
    if len(mapped) < len(pairs):
        raise UnknownFieldError(f"{written!r} names a field twice")
    return Columns(mapped)


def _take(fields: dict[str, object], column: str) -> object:
    """Take a value out of the fields; a name with a dot is looked up as it stands first."""
    if column in fields:
        return fields.pop(column)
    outer, dot, inner = column.partition(".")
    inside = fields.get(outer)
    if not dot or not isinstance(inside, dict):
        return None
    copied = dict(inside)
    value = _take(copied, inner)
    fields[outer] = copied
    return value
