"""The sources of a run: what was named on the command line, and what the settings know of it."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from copydesk.flows.meant import meant
from copydesk.flows.settings import Settings
from copydesk.flows.source_settings import Reading, Source
from copydesk.storage.database import Database
from copydesk.storage.desk import Desk
from copydesk.storage.errors import CopydeskError
from copydesk.storage.read_files import known_files
from copydesk.storage.records import Reject
from copydesk.storage.runs import SourceRead
from copydesk.tasks.read import Items, NothingMatchesError, SourceNotFoundError, read_source, source_name
from copydesk.tasks.reading.folders import fixed_part
from copydesk.tasks.reading.memory import Memory
from copydesk.tasks.reading.origin import Handling, Limits, Origin, reject
from copydesk.tasks.reading.remote import is_remote
from copydesk.tasks.text.columns import Columns, columns_of
from copydesk.tasks.text.records import Notation
from copydesk.tasks.text.urls import UnusableUrlError, checked_url, is_web


class NoSourceError(CopydeskError):
    """No source was named, and the settings know none."""

    exit_code = 2


class UnaskableSourceError(CopydeskError):
    """A URL named as a source is none that can be asked for."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Chosen:
    """A source to be read; `configured` is its name in the settings, if they know it."""

    location: str
    configured: str | None
    handling: Handling
    settings: Source | None = None
    lists_urls: bool = False

    @property
    def name(self) -> str:
        """What the source is called."""
        return self.configured or source_name(self.location)

    def read(self, memory: Memory | None = None) -> Items:
        """Return what it holds; raises what tells that it is not there before anything is read."""
        if self.is_web:
            self.asked_at()
            return iter(())
        return read_source(self.location, self.configured, self.handling, memory)

    @property
    def is_web(self) -> bool:
        """Whether it is on the web, or a list of what is there."""
        return is_web(self.location) or self.lists_urls

    def asked_at(self) -> str:
        """Return the URL that is asked for; raises UnaskableSourceError for one that is not.

        Of a list of URLs that lies here it is the file's path.
        """
        if self.lists_urls:
            return os.path.abspath(self.location)  # noqa: PTH100 - resolve() would follow links
        try:
            return checked_url(self.location)
        except UnusableUrlError as error:
            raise UnaskableSourceError(f"{self.location}: {error}") from error

    def refusal(self, reason: str) -> Reject:
        """Return the reject that says why it could not be read at all."""
        origin = Origin(self.name, self.name, self.describe().location, "", self.handling)
        return reject(origin, "read", reason, b"", retriable=True)

    def describe(self, *, failed: bool = False) -> SourceRead:
        """Return the record of the source when it was read."""
        location = self.asked_at() if self.is_web else self.location
        if self._kind not in ("stdin", "store", "web"):
            location = os.path.abspath(self.location)  # noqa: PTH100 - resolve() would follow links
        return SourceRead(self.name, self._kind, location, failed=failed)

    @property
    def _kind(self) -> str:
        if self.location == "-":
            return "stdin"
        if is_web(self.location):
            return "web"
        if is_remote(self.location):
            return "store"
        path = Path(self.location)
        if not os.path.lexists(path):
            return "pattern" if fixed_part(self.location) != self.location else "folder"
        return "folder" if path.is_dir() else "file"


def chosen_sources(named: Sequence[str], settings: Settings, desk: Desk, reading: Reading) -> list[Chosen]:
    """Return the sources that were named, or else all that are configured.

    A name is that of a configured source first; a place that is configured is read as the settings say.
    """
    if not named and not settings.source:
        raise NoSourceError(f"name a source, or set one up: [[source]] in {desk.settings}")
    configured = {source.name: source for source in settings.source}
    places = {_place(_location(source, desk)): source for source in settings.source}
    wanted = named or list(configured)
    return [
        _chosen(word, configured.get(word) or places.get(_place(word)), (settings, desk, reading))
        for word in wanted
    ]


def require_sources(sources: Sequence[Chosen], settings: Settings, desk: Desk) -> None:
    """Raise SourceNotFoundError and StoreUnusableError for what was named and is not there.

    A source of the settings that is not there fails in its run, beside the others.
    """
    for source in sources:
        if source.configured is None or source.is_web:
            try:
                source.read()
            except SourceNotFoundError as error:
                raise type(error)(f"{error}{unless_a_name(source.location, settings, desk)}") from error


def unless_a_name(word: str, settings: Settings, desk: Desk) -> str:
    """Tell of the settings, where a word that is no path might have stood as a name."""
    if Path(word).name != word or Path(word).suffix:
        return ""
    known = [source.name for source in settings.source]
    return f", and no [[source]] of that name in {desk.settings}{meant(word, known)}"


def items_of(source: Chosen, live: Database, reading: Reading) -> Items:
    """Return what a source holds, less what is remembered as read; nothing, where its folder is empty yet.

    Raises SourceNotFoundError and StoreUnusableError before anything is read.
    """
    memory = Memory() if reading.reread else Memory(known_files(live, source.name))
    try:
        return source.read(memory)
    except NothingMatchesError:
        if source.configured is None:
            raise
        return iter(())


def handling_again(name: str, settings: Settings, desk: Desk, reading: Reading) -> Handling | None:
    """Return how a source is to be read whose rejects are tried again; None: as it was read then."""
    source = next((source for source in settings.source if source.name == name), None)
    if source is None and not reading.map:
        return None
    chosen = _chosen(name, source, (settings, desk, reading))
    return replace(chosen.handling, outlet=chosen.configured)


def _chosen(word: str, source: Source | None, given: tuple[Settings, Desk, Reading]) -> Chosen:
    settings, desk, reading = given
    limits = Limits(settings.ingest.max_unpacked_bytes, settings.ingest.max_unpacked_ratio)
    if source is None:
        handling = Handling(notation=Notation(columns_of(reading.map)), limits=limits)
        return Chosen(word, None, handling, lists_urls=_lists_urls(word, None))
    columns = columns_of(reading.map) if reading.map else Columns(source.map)
    zone = ZoneInfo(source.time_zone) if source.time_zone else None
    handling = Handling(language=source.language, notation=Notation(columns, zone), limits=limits)
    location = _location(source, desk)
    return Chosen(location, source.name, handling, source, _lists_urls(location, source.kind))


def _lists_urls(location: str, kind: str | None) -> bool:
    if is_web(location) or is_remote(location) or location == "-" or kind not in (None, "urls"):
        return False
    if kind == "urls":
        return Path(location).is_file()
    from copydesk.tasks.fetching.local_lists import lists_urls

    return lists_urls(location)


def _location(source: Source, desk: Desk) -> str:
    """Return where a configured source is; the folder of the settings is where relative paths begin."""
    if "://" in source.location or source.location == "-":
        return source.location
    # A dry run works on a folder of its own, where the settings are a link.
    return str(desk.settings.resolve().parent / Path(source.location).expanduser())


def _place(location: str) -> str:
    return location if "://" in location or location == "-" else os.path.abspath(location)  # noqa: PTH100
