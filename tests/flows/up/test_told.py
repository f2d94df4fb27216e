import doctest
import re

import pytest
import structlog

from copydesk.flows.up import told


def test_the_examples_are_true() -> None:
    assert not doctest.testmod(told).failed


def test_what_is_logged_is_told_on_a_line_like_all_else(capsys: pytest.CaptureFixture[str]) -> None:
    before = structlog.get_config()
    told.tell_events()
    structlog.get_logger("up").warning("alert not sent", by="webhook", error="URLError: refused")
    structlog.configure(**before)
    assert re.fullmatch(
        r"\d\d:\d\d:\d\d alert not sent: by webhook, error URLError: refused\n", capsys.readouterr().out
    )
