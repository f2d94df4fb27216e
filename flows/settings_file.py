"""The settings file of a new desk, written from the settings: every key, its default commented out."""

import ast
import inspect
import json
import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from itertools import pairwise

from copydesk.flows.alert_settings import Alert
from copydesk.flows.fetch_settings import Fetch
from copydesk.flows.schedule_settings import Schedule
from copydesk.flows.settings import Ingest, Keep, Publisher, Settings
from copydesk.flows.source_settings import Source
from copydesk.tasks.text.thresholds import Thresholds

WIDTH = 100
SOURCE = {
    "name": "Harbour Post",
    "location": "../harbour",
    "map": {"text": "body"},
    **dict.fromkeys(("kind", "language", "time_zone", "interval_minutes", "cron", "window_days", "contact")),
}


def settings_file() -> str:
    """Return the text of a `copydesk.toml` that changes nothing."""
    settings = Settings()
    parts = [
        "# The settings of this desk. Every key may be left out; the values shown are the defaults.",
        _section("[ingest]", Ingest, settings.ingest.model_dump() | {"workers": None}),
        _section("[fetch]", Fetch, settings.fetch.model_dump()),
        _section("[keep]", Keep, settings.keep.model_dump()),
        _section("[schedule]", Schedule, settings.schedule.model_dump()),
        _section("[alert]", Alert, settings.alert.model_dump()),
        _section("[matching]", Thresholds, asdict(settings.matching)),
        _section("[[source]]", Source, SOURCE),
        _section("[[publisher]]", Publisher, {"name": "Harbour Post", "aliases": ["harbourpost.example"]}),
    ]
    return "\n\n".join(parts) + "\n"


def _section(header: str, described: type, values: dict[str, object]) -> str:
    lines = [f"# {header}"] if header.startswith("[[") else [header]
    descriptions = dict(_descriptions(described))
    for name, value in values.items():
        lines += [f"# {line}" for line in textwrap.wrap(descriptions[name], WIDTH)]
        lines.append(f"# {name} = {_toml(value)}")
    return "\n".join([*textwrap.wrap(f"# {inspect.getdoc(described)}", WIDTH), *lines])


def _toml(value: object) -> str:
    if value is None:
        return "(not set)"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + " }"
    return json.dumps(value)


def _descriptions(described: type) -> Iterator[tuple[str, str]]:
    """Yield each attribute with the docstring that follows it in the source."""
    [definition] = ast.parse(textwrap.dedent(inspect.getsource(described))).body
    body = definition.body if isinstance(definition, ast.ClassDef) else []
    for attribute, below in pairwise(body):
        if isinstance(attribute, ast.AnnAssign) and isinstance(attribute.target, ast.Name):
            text = (
                below.value.value
                if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
                else ""
            )
            yield attribute.target.id, " ".join(str(text).split())
