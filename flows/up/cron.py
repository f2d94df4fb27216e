"""Whether the schedules of the settings can be read: told at once, since importing Prefect takes seconds."""

import importlib.util
from collections.abc import Callable
from functools import cache
from pathlib import Path

from copydesk.flows.settings import Settings, SettingsError

# Where Prefect keeps the parser that it reads schedules by.
_PARSER = Path("_vendor", "croniter", "croniter.py")
_CRON_KEYS = ("ingest_cron", "reclean_cron", "publish_cron", "maintain_cron")


def check_schedules(settings: Settings, file: Path) -> None:
    """Raise SettingsError, which names the file, the source and the key, for a schedule it can't read."""
    for source in settings.source:
        place = f"{file}: source {source.name!r}"
        if source.cron is not None and source.interval_minutes is not None:
            raise SettingsError(f"{place}: cron and interval_minutes are both set; one of them decides")
        _check(source.cron, f"{place}: cron")
    for key in _CRON_KEYS:
        _check(getattr(settings.schedule, key), f"{file}: schedule.{key}")


def _check(written: str | None, place: str) -> None:
    if written is not None and not is_cron(written):
        raise SettingsError(
            f"{place}: {written!r} is no schedule; it is written as minute, hour, day, month, weekday: "
            '"30 6 * * 1-5"'
        )


def is_cron(written: str) -> bool:
    """Tell whether Prefect can read a cron expression.

    >>> is_cron("*/15 6-22 * * *"), is_cron("@daily"), is_cron("61 * * * *"), is_cron("H 6 * * *")
    (True, True, False, False)
    """
    # The parser draws times by lot, too, which Prefect doesn't take.
    return not {"r", "h"} & set(written.lower().split()) and _parser()(written)


@cache
def _parser() -> Callable[[str], bool]:
    """Return what tells whether an expression can be read: the parser's file, without the rest of Prefect."""
    package = importlib.util.find_spec("prefect")
    file = Path(package.origin if package and package.origin else "").parent / _PARSER
    spec = importlib.util.spec_from_file_location("copydesk_croniter", file)
    if spec is None or spec.loader is None or not file.exists():
        return _prefect_reads
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return lambda written: bool(module.croniter.is_valid(written))


def _prefect_reads(written: str) -> bool:
    """Tell the same where Prefect keeps its parser elsewhere."""
    from prefect.client.schemas.schedules import CronSchedule

    try:
        CronSchedule(cron=written)
    except ValueError:
        return False
    return True
