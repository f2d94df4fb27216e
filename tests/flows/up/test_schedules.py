import doctest
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from copydesk.flows.cli import main
from copydesk.flows.settings import SettingsError, load_settings
from copydesk.flows.up import cron
from copydesk.flows.up.cron import _prefect_reads, is_cron
from copydesk.flows.up.deployments import safe_name, wanted_deployments
from copydesk.storage.desk import Desk

SOURCE = '[[source]]\nname = "Harbour Post"\nlocation = "harbour"\n'


def desk_with(folder: Path, text: str) -> Desk:
    (folder / "copydesk.toml").write_text(text, encoding="utf-8")
    return Desk(folder)


def wanted(folder: Path, text: str) -> dict[str, object]:
    desk = desk_with(folder, text)
    return {one.name: one.schedule for one in wanted_deployments(desk, load_settings(desk.settings))}


def test_a_source_is_read_every_hour_unless_the_settings_say_otherwise(tmp_path: Path) -> None:
    schedules = wanted(tmp_path, SOURCE)
    assert schedules["Harbour Post"].interval == timedelta(hours=1)  # type: ignore[attr-defined]
    assert schedules["maintain"].cron == "40 3 * * *"  # type: ignore[attr-defined]
    assert (schedules["reclean"], schedules["publish"]) == (None, None)


def test_a_source_may_have_a_schedule_of_its_own(tmp_path: Path) -> None:
    own = SOURCE + 'cron = "*/15 6-22 * * *"\n[schedule]\ntime_zone = "Europe/Oslo"\ningest_cron = "@daily"\n'
    schedule = wanted(tmp_path, own)["Harbour Post"]
    assert schedule.cron == "*/15 6-22 * * *"  # type: ignore[attr-defined]
    assert schedule.timezone == "Europe/Oslo"  # type: ignore[attr-defined]
    schedule = wanted(tmp_path, SOURCE + "interval_minutes = 5\n")["Harbour Post"]
    assert schedule.interval == timedelta(minutes=5)  # type: ignore[attr-defined]
    schedule = wanted(tmp_path, SOURCE + '[schedule]\ningest_cron = "5 * * * *"\n')["Harbour Post"]
    assert schedule.cron == "5 * * * *"  # type: ignore[attr-defined]


def test_an_interval_begins_where_it_began_yesterday(tmp_path: Path) -> None:
    first, second = (wanted(tmp_path, SOURCE)["Harbour Post"] for _ in range(2))
    assert first.anchor_date == second.anchor_date  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (SOURCE + 'cron = "every hour"\n', "source 'Harbour Post': cron: 'every hour' is no schedule"),
        (
            SOURCE + 'cron = "61 * * * *"\n',
            "source 'Harbour Post': cron: '61 \\* \\* \\* \\*' is no schedule",
        ),
        (
            SOURCE + 'cron = "0 5 * * *"\ninterval_minutes = 5\n',
            "source 'Harbour Post': cron and interval_minutes",
        ),
        (SOURCE + '[schedule]\ningest_cron = "hourly"\n', "schedule.ingest_cron: 'hourly' is no schedule"),
        ('[schedule]\nmaintain_cron = "soon"\n', "schedule.maintain_cron: 'soon' is no schedule"),
        ('[schedule]\ntime_zone = "Mars/Crater"\n', "schedule.time_zone: there is no such time zone"),
        (SOURCE + "interval_minutes = 0\n", "source 'Harbour Post': interval_minutes"),
    ],
)
def test_a_schedule_that_cannot_be_read_is_told_with_file_source_and_key(
    tmp_path: Path, text: str, told: str
) -> None:
    with pytest.raises(SettingsError, match=told) as mistake:
        wanted(tmp_path, text)
    assert str(mistake.value).startswith(str(tmp_path / "copydesk.toml"))
    assert mistake.value.exit_code == 2


def test_a_schedule_that_cannot_be_read_is_told_without_importing_prefect(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, '[schedule]\nmaintain_cron = "soon"\n')
    script = (
        "import sys; from copydesk.flows.cli import main; code = main(sys.argv[1:]); "
        "assert 'prefect' not in sys.modules; sys.exit(code)"
    )
    words = [sys.executable, "-c", script, "up", "--desk", str(desk.folder), "--port", "0"]
    ended = subprocess.run(words, capture_output=True, text=True, check=False)
    assert "schedule.maintain_cron: 'soon' is no schedule" in ended.stderr
    assert ended.returncode == 2


@pytest.mark.parametrize(
    "written", ["30 6 * * 1-5", "@daily", "*/5 * * * *", "soon", "61 * * * *", "H * * * *"]
)
def test_schedules_are_read_as_prefect_reads_them(written: str) -> None:
    assert is_cron(written) == _prefect_reads(written)


def test_the_examples_are_true() -> None:
    assert not doctest.testmod(cron).failed


def test_a_port_that_there_is_not_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["up", "--port", "99999"])
    assert "99999: a port is a number from 0 to 65535" in capsys.readouterr().err


def test_a_run_that_waits_is_named_by_its_source_as_it_is_written(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, SOURCE.replace("Harbour Post", "Harbour / daily"))
    deployments = wanted_deployments(desk, load_settings(desk.settings))
    names = [one.run_name(datetime(2026, 11, 1, tzinfo=UTC)) for one in deployments]
    assert names == ["ingest Harbour / daily, 2026-11-01", "reclean", "publish", "maintain"]


def test_a_name_prefect_would_refuse_is_changed_and_stays_its_own() -> None:
    assert safe_name("Harbour Post") == "Harbour Post"
    assert "/" not in safe_name("wire/sport")
    assert len({safe_name("wire/sport"), safe_name("wire%sport"), safe_name("wire-sport")}) == 3
