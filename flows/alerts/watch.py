"""Looks, at the end of a run, for what people should know of: sources that fell silent, a disk that fills up.

Each is told once, and again when it has been better in between: what was told stands in `.alerts.json`.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import structlog
from prefect.events import emit_event

from copydesk.flows.alerts.notice import Notice, send
from copydesk.flows.duration import duration
from copydesk.flows.run_page.artifacts import artifact_key
from copydesk.flows.settings import Settings
from copydesk.storage.desk import Desk
from copydesk.storage.run_details import SilentSource
from copydesk.storage.sizes import free_bytes
from copydesk.tasks.clock import utc_now

DISK = "disk"
SILENCE = "copydesk.source.silent"
LOW_DISK = "copydesk.disk.low"
log = structlog.stdlib.get_logger("copydesk")


def watch(desk: Desk, settings: Settings, silent: Sequence[SilentSource]) -> None:
    """Tell what is wrong and was not told yet: as events to Prefect, and to whom the settings name."""
    file = desk.folder / ".alerts.json"
    found = {**dict(_of_sources(desk, settings, silent)), **dict(_of_disk(desk, settings.alert.disk_factor))}
    told = _told(file)
    for name, notice in found.items():
        if name not in told:
            log.warning(notice.kind, told=notice.text)
            _emit(notice)
            send(notice, settings.alert)
    if set(found) != told:
        file.write_text(json.dumps(sorted(found)), encoding="utf-8")


def _of_sources(
    desk: Desk, settings: Settings, silent: Sequence[SilentSource]
) -> Iterator[tuple[str, Notice]]:
    configured = {source.name for source in settings.source}
    for source in silent:
        if source.name in configured:
            text = (
                f"{source.name} has brought nothing new for {duration(source.quiet_hours)}, "
                f"where it rarely takes longer than {duration(source.usual_hours)}. "
                f"The last came at {source.last_new_at:%Y-%m-%d %H:%M} UTC"
            )
            yield f"source {source.name}", Notice(text, "silent", *_where(desk), source=source.name)


def _of_disk(desk: Desk, factor: float) -> Iterator[tuple[str, Notice]]:
    taken = sum(file.stat().st_size for file in (desk.live, desk.published) if file.exists())
    free = free_bytes(desk)
    if free < factor * taken:
        text = f"{free / 1e9:.1f} GB are free on the disk of the desk, which takes {taken / 1e9:.1f} GB"
        yield DISK, Notice(text, "disk", *_where(desk))


def _where(desk: Desk) -> tuple[str, str]:
    return str(desk.folder.absolute()), f"{utc_now().isoformat(timespec='seconds')}Z"


def _emit(notice: Notice) -> None:
    name = notice.source or DISK
    resource = {
        "prefect.resource.id": f"copydesk.{notice.kind}.{artifact_key(name)}",
        "prefect.resource.name": name,
    }
    event = SILENCE if notice.kind == "silent" else LOW_DISK
    emit_event(event, resource, payload={"text": notice.text, "desk": notice.desk})


def _told(file: Path) -> set[str]:
    with suppress(OSError, ValueError):
        return {str(name) for name in json.loads(file.read_text(encoding="utf-8"))}
    return set()
