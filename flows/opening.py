"""What a run on an open desk starts from: the rules that its settings make, and its record."""

from importlib.metadata import version
from uuid import uuid4

from copydesk.flows.settings import Settings
from copydesk.storage.database import Database
from copydesk.storage.furniture import furniture_by_source
from copydesk.storage.runs import Run
from copydesk.tasks.clock import utc_now
from copydesk.tasks.index_plan import desk_plan
from copydesk.tasks.line import Rules
from copydesk.tasks.recipe import Recipe
from copydesk.tasks.text.clean import rules_version


def rules_of(live: Database, settings: Settings) -> Rules:
    """Return the rules that results depend on, from the desk and its settings."""
    recipe = Recipe(desk_plan(live), furniture_by_source(live))
    return Rules(recipe, settings.matching, settings.publisher_ranks)


def new_run(settings: Settings, flow_run_id: str | None) -> Run:
    """Return the record of a run that starts now; one without Prefect has no `flow_run_id`."""
    now = utc_now()
    return Run(
        run_id=f"{now:%Y%m%dT%H%M%S}-{uuid4().hex[:6]}",
        flow_run_id=flow_run_id,
        started_at=now,
        copydesk_version=version("copydesk"),
        rules_version=rules_version,
        settings_hash=settings.hash,
    )
