"""Pages from templates: escaped, in one file, written as they are made."""

import hashlib
import os
from base64 import b64encode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from copydesk.flows.duration import duration
from copydesk.flows.pages import showing
from copydesk.flows.remembered import remember
from copydesk.storage.database import Database
from copydesk.storage.desk import Desk
from copydesk.storage.errors import CopydeskError
from copydesk.storage.exports import ExportMade
from copydesk.storage.snapshots import Snapshot, stated_snapshot

HERE = Path(__file__).parent
CHUNKS = 64
# The tables whose words a page carries.
TOLD = ("articles", "raw_documents", "removed_spans")


class PageError(CopydeskError):
    """A page cannot be written where it was asked for."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a page was made from: when (UTC), by which version, from which desk and which state of it."""

    at: datetime
    version: str
    desk: Desk
    snapshot: Snapshot | None

    @property
    def desk_name(self) -> str:
        """The name of the desk's folder; where that lies is nobody else's affair."""
        return self.desk.folder.absolute().name


def made_from(database: Database, desk: Desk, now: datetime) -> Made:
    """Return what a page that is made now is made from."""
    return Made(now, version("copydesk"), desk, stated_snapshot(database))


def write_page(file: Path, template: str, made: Made, content: Mapping[str, object]) -> None:
    """Write a page, which appears when it is whole; outside the desk it is recorded. Raises PageError."""
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8", errors="replace") as page:
            stream = _templates().get_template(f"{template}.html.jinja").stream(content, made=made)
            stream.enable_buffering(CHUNKS)
            page.writelines(stream)
        _remember(file, made)
        part.replace(file)
    except OSError as error:
        raise PageError(f"{file}: cannot write the page: {error.strerror}") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _remember(file: Path, made: Made) -> None:
    if file.absolute().parent == made.desk.reports.absolute():
        return  # Pages there are searched for the ids of what is withdrawn.
    state = made.snapshot.snapshot_id if made.snapshot else ""
    remember(made.desk, ExportMade(str(file.absolute()), made.at, state, TOLD, where=None, with_text=True))


def _templates() -> Environment:
    style = (HERE / "page.css").read_text(encoding="utf-8")
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Nothing but this style sheet takes effect on a page: that is what its content-security-policy says.
    environment.globals.update(style=Markup(style), style_hash=Markup(f"sha256-{digest}"))  # noqa: S704 - ours
    for show in (
        *(showing.shown, showing.plain, showing.language_tag, showing.link, showing.file_name),
        *(showing.number, showing.share, duration, showing.moment),
    ):
        environment.filters[show.__name__] = show
    return environment
