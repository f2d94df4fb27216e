"""Sources as `copydesk.toml` and the command line name them."""

import doctest
import json
from pathlib import Path

import pytest

from copydesk.flows import meant
from copydesk.flows.cli import main
from copydesk.flows.settings import SettingsError, load_settings
from copydesk.flows.settings_file import settings_file
from copydesk.flows.source_settings import Reading
from copydesk.flows.sources import Chosen, NoSourceError, chosen_sources
from copydesk.storage.desk import Desk
from copydesk.storage.records import RawDocument
from tests.desks import new_desk

SOURCES = """
[[source]]
name = "Harbour Post"
location = "../harbour"
map = { text = "body", published_at = "when" }
language = "en"
time_zone = "Europe/Berlin"

[[source]]
name = "Gazette"
location = "memory://gazette"
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = new_desk(tmp_path / "desk")
    made.settings.write_text(SOURCES, encoding="utf-8")
    (tmp_path / "harbour").mkdir()
    record = {"body": "The ferry sank.", "when": "2024-07-01 12:00"}
    (tmp_path / "harbour" / "a.jsonl").write_text(json.dumps(record) + "\n")
    return made


def choose(desk: Desk, *named: str, columns: str = "") -> list[Chosen]:
    return chosen_sources(named, load_settings(desk.settings), desk, Reading(map=columns))


def test_a_source_is_named_as_configured_or_by_its_place_and_read_as_the_settings_say(desk: Desk) -> None:
    by_name, by_place = choose(desk, "Harbour Post", str(desk.folder.parent / "harbour"))

    assert by_name == by_place
    [document] = by_name.read()
    assert isinstance(document, RawDocument)
    assert (document.text, document.source, document.feed) == (
        "The ferry sank.",
        "Harbour Post",
        "Harbour Post",
    )
    assert (document.language, str(document.published_at)) == ("en", "2024-07-01 10:00:00")
    assert by_name.describe().kind == "folder"


def test_without_a_name_all_configured_sources_are_read(desk: Desk) -> None:
    assert [source.name for source in choose(desk)] == ["Harbour Post", "Gazette"]

    desk.settings.unlink()
    with pytest.raises(NoSourceError, match=r"name a source, or set one up: \[\[source\]\] in "):
        choose(desk)


def test_a_map_on_the_command_line_stands_before_that_of_the_settings(desk: Desk) -> None:
    [source] = choose(desk, "Harbour Post", columns="text=when")

    [document] = source.read()

    assert isinstance(document, RawDocument)
    assert document.text == "2024-07-01 12:00"


def test_a_place_that_no_setting_knows_is_called_by_its_own_name(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()

    chosen = choose(desk, str(tmp_path / "other"), str(tmp_path / "oth*"), "-")

    assert [(source.name, source.describe().kind) for source in chosen[::2]] == [
        ("other", "folder"),
        ("stdin", "stdin"),
    ]
    assert chosen[1].describe().kind == "pattern"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('name = "A"', "source 'A': location: it is missing"),
        (
            'name = "A"\nlocation = "a"\nmap = { story = "body" }',
            "there is no field 'story' to map to; there are text",
        ),
        ('name = "A"\nlocation = "a"\ntime_zone = "Berlin"', "there is no such time zone"),
        ('name = "A"\nlocation = "a"\ninterval_minutes = 0', "source 'A': interval_minutes"),
        ('name = "A"\nlocation = "a"\n[[source]]\nname = "A"\nlocation = "b"', "there is more than one A"),
    ],
)
def test_a_mistake_in_a_source_is_told_with_its_key(desk: Desk, written: str, told: str) -> None:
    desk.settings.write_text(f"[[source]]\n{written}\n", encoding="utf-8")

    with pytest.raises(SettingsError) as mistake:
        load_settings(desk.settings)

    assert told in str(mistake.value)


def test_the_settings_file_shows_a_source_that_can_be_uncommented(tmp_path: Path) -> None:
    shown = settings_file()
    start = shown.index("# [[source]]")
    lines = shown[start : shown.index("\n\n", start)].splitlines()
    settings = [line[2:] for line in lines if "= " in line and "(not set)" not in line and " = " in line]
    file = tmp_path / "copydesk.toml"
    written = [line for line in settings if line.partition(" = ")[0].isidentifier()]
    file.write_text("\n".join(["[[source]]", *written]))

    [source] = load_settings(file).source

    assert (source.name, source.map) == ("Harbour Post", {"text": "body"})


def test_the_name_of_a_source_that_is_misspelt_is_told_with_the_one_that_may_be_meant(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.settings.write_text('[[source]]\nname = "Harbour Post"\nlocation = "a"\n', encoding="utf-8")

    assert main(["ingest", "harbor post", "--desk", str(desk.folder)]) == 1

    told = capsys.readouterr().err
    assert f"no [[source]] of that name in {desk.settings}; is Harbour Post meant?" in told


def test_the_examples_of_what_may_be_meant_are_true() -> None:
    assert not doctest.testmod(meant).failed
