"""`copydesk rematch` on a real Prefect server, and what `ingest` says when the settings have changed."""

import json
from pathlib import Path

import pytest

from copydesk.flows.cli import main
from copydesk.storage.desk import Desk
from tests.desks import published
from tests.soundness import assert_sound

WORDS = [f"word{number}" for number in range(200)]


@pytest.fixture
def desk(tmp_path: Path, prefect_server: object, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A story and something over half of it, in one cluster; their file lies beside the desk."""
    assert prefect_server
    made = Desk(tmp_path / "desk")
    texts = [" ".join(WORDS[:140]), " ".join(WORDS[60:200])]
    (tmp_path / "texts.jsonl").write_text(
        "\n".join(json.dumps({"text": text}) for text in texts), encoding="utf-8"
    )
    assert main(["ingest", str(tmp_path / "texts.jsonl"), "--desk", str(made.folder)]) == 0
    assert "rematch" not in capsys.readouterr().err
    return made


def test_a_rematch_publishes_what_the_new_settings_make_of_the_desk(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.settings.write_text("[matching]\nmerge_containment = 0.9\n", encoding="utf-8")

    assert main(["rematch", "--json", "--desk", str(desk.folder)]) == 0

    told = json.loads(capsys.readouterr().out)
    assert sorted((change["copies_before"], change["copies_after"]) for change in told["clusters"]) == [
        (0, 1),
        (2, 1),
    ]
    assert told["note"] is None
    assert len(published(desk, "from canonical_articles")) == 2
    assert_sound(desk)


def test_an_ingest_with_other_settings_says_that_a_rematch_applies_them(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    again = ["ingest", str(desk.folder.parent / "texts.jsonl"), "--desk", str(desk.folder)]
    desk.settings.write_text("[matching]\nmerge_containment = 0.9\n", encoding="utf-8")

    for _ in range(2):
        assert main(again) == 0
        assert "`copydesk rematch` applies them" in capsys.readouterr().err

    assert main(["rematch", "--desk", str(desk.folder)]) == 0
    shown = capsys.readouterr()
    assert "copies before" in shown.out
    assert "applies them" not in shown.err
    assert main(again) == 0
    assert "rematch" not in capsys.readouterr().err
