"""What `copydesk.toml` says of a source, and what a command says of how it is to be read."""

from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, ConfigDict, Field

from copydesk.flows.days import start_of
from copydesk.flows.section import Section
from copydesk.tasks.clock import utc_now
from copydesk.tasks.text.columns import Columns, columns_of


def _known_columns(written: dict[str, str]) -> dict[str, str]:
    Columns(written)  # raises what pydantic tells
    return written


def _known_map(written: str) -> str:
    columns_of(written)
    return written


def known_zone(name: str) -> str:
    """Return the name of a time zone; raises what pydantic tells."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("there is no such time zone; write it as Europe/Berlin") from error
    return name


class Source(Section):
    """What is to be taken in: `copydesk ingest` reads all sources, `copydesk ingest NAME` one of them."""

    name: str = Field(min_length=1)
    """What the source is called, here and in the tables; who its texts are from, unless they say so."""
    location: str = Field(min_length=1)
    """A folder, a file, a pattern (news/**/*.jsonl) or a URL. A relative path begins at the desk's folder."""
    kind: Literal["feed", "sitemap", "urls", "page"] | None = None
    """What is at a URL: a feed, a sitemap or an index of them, a list of URLs, or one page. Not set: told by
    its content. Set, it keeps an error page out that stands where the feed should be. Of "urls" each page is
    from its own host."""
    map: Annotated[dict[str, str], AfterValidator(_known_columns)] = Field(default_factory=dict)
    """What its records call their fields, as in { text = "body", id = "nr", url = "links.web" }."""
    language: str | None = None
    """The language of its texts, as in "de", where they don't tell it."""
    time_zone: Annotated[str, AfterValidator(known_zone)] | None = None
    """The zone of times that tell none, as in "Europe/Berlin". Not set: UTC."""
    interval_minutes: float | None = Field(None, gt=0)
    """How often `copydesk up` reads it. Not set: as the desk's schedule says."""
    cron: str | None = None
    """When `copydesk up` reads it, as in "*/15 6-22 * * *", in place of interval_minutes."""
    window_days: float | None = Field(None, gt=0)
    """How far back it is asked for: what was published earlier is not fetched. Not set: all it offers."""
    contact: str | None = None
    """Whom its publisher can write to about the requests: it stands in the name that they carry."""


def _known_day(told: str) -> str:
    if told:
        start_of(told, utc_now())
    return told


class Reading(Section):
    """How one run reads its sources."""

    # What stands below a field explains it in the form that starts a run, too.
    model_config = ConfigDict(use_attribute_docstrings=True)

    map: Annotated[str, AfterValidator(_known_map)] = ""
    """What records call their fields, as in "text=body,id=url"; it stands before what the settings say."""
    reread: bool = False
    """Read files that are unchanged, too."""
    backfill: bool = False
    """This is an archive: its documents belong into no figure by day, and no source is missed by them."""
    since: Annotated[str, AfterValidator(_known_day)] = ""
    """Of the web, fetch what was published since: a date (2026-11-01), or a day that is worked out when the
    run starts: today, yesterday, 7 days ago (UTC). Not set: as window_days of the source says."""


AS_CONFIGURED = Reading()
