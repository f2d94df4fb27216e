"""What `copydesk.toml` says of when `copydesk up` does what."""

from typing import Annotated

from pydantic import AfterValidator, Field

from copydesk.flows.section import Section
from copydesk.flows.source_settings import known_zone


class Schedule(Section):
    """When `copydesk up` does what. Cron says it as minute, hour, day, month, weekday: "30 6 * * 1-5"."""

    ingest_minutes: float = Field(60, ge=1)
    """How often a source is read that has no schedule of its own."""
    ingest_cron: str | None = None
    """When it is read, in place of ingest_minutes."""
    reclean_cron: str | None = None
    """When today's cleaning rules are applied to everything stored. Not set: when somebody asks for it."""
    publish_cron: str | None = None
    """When what is pending is published; every run does that anyway. Not set: when somebody asks for it."""
    maintain_cron: str | None = "40 3 * * *"
    """When the desk is examined, and compacted if half of it is holes."""
    time_zone: Annotated[str, AfterValidator(known_zone)] | None = None
    """The zone of times in cron, as in "Europe/Berlin". Not set: UTC."""
    keep_runs_days: float = Field(90, ge=1)
    """Records of older runs are deleted from the Prefect server that `copydesk up` starts."""
