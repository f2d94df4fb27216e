import doctest
from datetime import datetime
from importlib import import_module

import pytest
from pydantic import ValidationError

from copydesk.flows.cli import main
from copydesk.flows.days import start_of
from copydesk.flows.source_settings import Reading

NOON = datetime(2024, 3, 1, 12)


def test_the_examples_are_true() -> None:
    assert not doctest.testmod(import_module("copydesk.flows.days")).failed


@pytest.mark.parametrize("told", [" ", "some day", "-1 days ago", "999999 days ago", "2024-02-30"])
def test_a_day_that_cannot_be_understood_is_told_with_what_can(told: str) -> None:
    with pytest.raises(ValueError, match="give a date as 2026-11-01"):
        start_of(told, NOON)
    with pytest.raises(ValidationError, match="give a date as 2026-11-01"):
        Reading(since=told)


def test_it_is_told_before_anything_is_started(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ingest", "https://a.example/", "--since", "some day"]) == 2
    assert "--since some day: give a date as 2026-11-01" in capsys.readouterr().err
