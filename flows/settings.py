"""The settings of a desk, from its `copydesk.toml`. Every key may be left out."""

import hashlib
import os
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError

from copydesk.flows.alert_settings import Alert
from copydesk.flows.fetch_settings import Fetch
from copydesk.flows.meant import meant
from copydesk.flows.schedule_settings import Schedule
from copydesk.flows.section import Section
from copydesk.flows.settings_faults import told_fault
from copydesk.flows.source_settings import Source
from copydesk.storage.errors import CopydeskError
from copydesk.tasks.text.thresholds import Thresholds


class SettingsError(CopydeskError):
    """`copydesk.toml` cannot be used as it stands."""

    exit_code = 2


class Ingest(Section):
    """How much is taken in at once, and when a run counts as failed."""

    max_reject_share: float = Field(0.1, ge=0, le=1)
    """A run ends Failed, and the command with 3, when more than this share of its inputs is refused. What
    could be taken in is in the desk all the same."""
    window_documents: int = Field(5_000, ge=1)
    """Documents that are committed together: all of them or none."""
    window_characters: int = Field(16_000_000, ge=1)
    """A window ends earlier when it holds this much text."""
    publish_minutes: float = Field(10, gt=0)
    """A long run publishes what it has so often."""
    workers: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1)
    """Processes that clean and fingerprint, when there is enough to do. Not set: one a core."""

    max_unpacked_ratio: float = Field(200, gt=1)
    """A packed file that unpacks to more than so many times its size is a bomb: the rest of it is refused."""
    max_unpacked_bytes: int = Field(250_000_000_000, ge=1)
    """No packed file is unpacked further than this."""


class Keep(Section):
    """What is kept beside the articles, and how much room a run must find on the disk."""

    html_days: float | None = Field(None, gt=0)
    """Days for which the HTML of a page is kept beside the text that was extracted from it. Cleaning anew
    does not need it. Not set: for ever."""
    room_margin: float = Field(1.2, ge=0)
    """A run starts when this times the room it is likely to need is free; 0 lets it start in any case."""


class Publisher(Section):
    """Outlets in the order you trust them, the best first: of texts equal in all else it is read first."""

    name: str
    """The outlet as `source` has it."""
    aliases: tuple[str, ...] = ()
    """Other names it goes by."""


_THRESHOLDS = [field.name for field in fields(Thresholds)]


def _only_thresholds(written: object) -> object:
    if isinstance(written, dict):
        unknown = sorted(set(written) - set(_THRESHOLDS))
        if unknown:
            raise ValueError(", ".join(f"there is no {key}{meant(key, _THRESHOLDS)}" for key in unknown))
    return written


def _names_once(sources: tuple[Source, ...]) -> tuple[Source, ...]:
    names = [source.name for source in sources]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"there is more than one {', '.join(twice)}")
    return sources


class Settings(Section):
    """Everything `copydesk.toml` can say."""

    ingest: Ingest = Ingest()
    keep: Keep = Keep()
    schedule: Schedule = Schedule()
    fetch: Fetch = Fetch()

    alert: Alert = Alert()
    matching: Annotated[Thresholds, BeforeValidator(_only_thresholds)] = Thresholds()
    publisher: tuple[Publisher, ...] = ()
    source: Annotated[tuple[Source, ...], AfterValidator(_names_once)] = ()

    @property
    def publisher_ranks(self) -> dict[str, int]:
        """Return each name of a publisher with its place in the order of preference."""
        ranked = enumerate((publisher.name, *publisher.aliases) for publisher in self.publisher)
        return {name: rank for rank, names in ranked for name in names}

    @property
    def hash(self) -> str:
        """Return a hash of the settings that decide results."""
        deciding = self.model_dump_json(include={"matching", "publisher"})
        return hashlib.blake2b(deciding.encode(), digest_size=8).hexdigest()


def load_settings(file: Path) -> Settings:
    """Return the settings in a file; without a file, the defaults.

    Raises SettingsError, which names the file and the key.
    """
    try:
        written: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        hint = ": write its keys where it stands first" if "twice" in str(error) else ""
        raise SettingsError(f"{file}: cannot read the settings: {error}{hint}") from error
    try:
        return Settings.model_validate(written)
    except ValidationError as error:
        keys = _keys()
        faults = "; ".join(told_fault(fault, written, keys) for fault in error.errors())
        raise SettingsError(f"{file}: {faults}") from error


def _keys() -> dict[str, list[str]]:
    """Return the keys of each table, and of "" those of the file."""
    tables = {table: type(section) for table, section in Settings() if isinstance(section, Section)}
    sections: dict[str, type[Section]] = {"": Settings, "source": Source, "publisher": Publisher, **tables}
    return {table: list(section.model_fields) for table, section in sections.items()}


def names_of_sources(file: Path) -> frozenset[str]:
    """Return the names of the sources in a file; of settings that cannot be used, none."""
    try:
        return frozenset(source.name for source in load_settings(file).source)
    except SettingsError:
        return frozenset()
