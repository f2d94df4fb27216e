"""`copydesk ingest --dry-run`: tells what would change, and changes nothing."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from copydesk.flows.cli import main
from copydesk.storage.desk import Desk
from tests.desks import document, new_desk, published, read, take
from tests.soundness import assert_sound

WORDS = [f"word{number}" for number in range(200)]
Say = Callable[..., tuple[int, dict[str, Any], str]]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk of one story."""
    made = new_desk(tmp_path / "desk")
    take(made, [document(" ".join(WORDS[:80]), external_id="part")])
    return made


@pytest.fixture
def say(prefect_server: object, capsys: pytest.CaptureFixture[str]) -> Say:
    assert prefect_server

    def run(desk: Desk, *words: object) -> tuple[int, dict[str, Any], str]:
        code = main(["ingest", *map(str, words), "--json", "--desk", str(desk.folder)])
        out, err = capsys.readouterr()
        return code, json.loads(out), err

    return run


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A fuller version of the story, one of another story, and a line that is none."""
    file = tmp_path / "texts.jsonl"
    lines = [{"text": " ".join(WORDS[:120])}, {"text": "Nine hives came through the winter."}]
    file.write_text("\n".join([*map(json.dumps, lines), "{"]), encoding="utf-8")
    return file


def test_a_dry_run_tells_what_the_run_then_does(desk: Desk, texts: Path, say: Say) -> None:
    texts.write_text(texts.read_text(encoding="utf-8").removesuffix("{"), encoding="utf-8")
    [before] = published(desk, "from canonical_articles")

    code, told, _ = say(desk, texts, "--dry-run")

    assert code == 0
    _, done, _ = say(desk, texts)
    counts = ("read", "new", "unchanged", "revised", "rejected", "canonical", "reused", "words_removed")
    assert {name: told[name] for name in counts} == {name: done[name] for name in counts}
    [change] = told["clusters"]
    assert (change["cluster_id"], change["copies_before"], change["copies_after"]) == (
        before["cluster_id"],
        1,
        2,
    )
    [after] = published(desk, "from canonical_articles where copies = 2")
    assert (change["canonical_before"], change["canonical_after"]) == (
        before["article_id"],
        after["article_id"],
    )


def test_a_dry_run_leaves_the_desk_as_it_was(desk: Desk, texts: Path, say: Say) -> None:
    before = read(desk.live)
    file = desk.published.read_bytes()

    code, told, err = say(desk, texts, "--dry-run")

    assert code == 3
    assert told["rejects_by_reason"]
    assert "refused" in err
    assert "in the desk" not in err
    assert read(desk.live) == before
    assert desk.published.read_bytes() == file
    assert_sound(desk)


def test_a_dry_run_in_many_windows_sees_what_came_in_the_ones_before(
    desk: Desk, texts: Path, say: Say
) -> None:
    desk.settings.write_text("[ingest]\nwindow_documents = 1\npublish_minutes = 0.00001\n", encoding="utf-8")
    before = read(desk.live)
    texts.write_text("\n".join(json.dumps({"text": " ".join(WORDS[:80]), "id": str(n)}) for n in range(4)))

    _, told, _ = say(desk, texts, "--dry-run")

    assert (told["new"], told["reused"]) == (4, 4)
    assert [change["copies_after"] for change in told["clusters"]] == [5]
    assert read(desk.live) == before


def test_a_dry_run_where_there_is_no_desk_leaves_none(tmp_path: Path, texts: Path, say: Say) -> None:
    desk = Desk(tmp_path / "new")

    _, told, _ = say(desk, texts, "--dry-run")

    assert (told["new"], told["clusters"]) == (2, [])
    assert not desk.folder.exists()
    _, done, _ = say(desk, texts)
    assert done["new"] == 2
    assert_sound(desk)


def test_a_dry_run_before_the_first_run_goes_by_the_settings_and_leaves_them_alone(
    tmp_path: Path, texts: Path, say: Say
) -> None:
    desk = Desk(tmp_path / "new")
    desk.folder.mkdir()
    desk.settings.write_text("[ingest]\nmax_reject_share = 0.5\n", encoding="utf-8")

    code, told, _ = say(desk, texts, "--dry-run")

    assert (code, told["rejected"]) == (0, 1)
    assert [file.name for file in desk.folder.iterdir()] == ["copydesk.toml"]


def test_a_dry_run_that_fails_where_there_is_no_desk_leaves_none(
    tmp_path: Path, texts: Path, prefect_server: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert prefect_server

    assert (
        main(["ingest", str(texts), str(tmp_path / "missing"), "--dry-run", "--desk", str(tmp_path / "new")])
        == 1
    )

    assert "missing" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_people_are_told_in_lines(
    desk: Desk, texts: Path, say: Say, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say
    main(["ingest", str(texts), "--dry-run", "--desk", str(desk.folder)])

    lines = capsys.readouterr().out.splitlines()
    assert "dry run      nothing of this is in the desk" in lines
    assert lines[-2].startswith("cluster  ")
    assert not [line for line in lines if line.startswith(("database", "try"))]
