"""`copydesk versions`: what a URL said over time, from the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from copydesk.flows.cli import main
from tests.desks import document, new_desk, take
from tests.tasks.test_versions import URL, text
from tests.text.test_versions import OTHER, SENTENCES, STORY

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    desk = new_desk(tmp_path)
    take(
        desk,
        [
            text(SENTENCES[0], 1, external_id="stub"),
            text(STORY, 2, external_id="full"),
            text(STORY.replace("nine metres", "twelve metres"), 3, external_id="mended"),
            text(" ".join(OTHER), 4, external_id="other"),
            document("Without any address.", external_id="lost"),
        ],
    )

    def run(*words: str) -> tuple[int, str, str]:
        code = main(["versions", *words, "--desk", str(desk.folder)])
        return (code, *capsys.readouterr())

    return run


def test_the_texts_of_a_url_are_listed_with_what_each_changed(say: Say) -> None:
    code, out, _ = say(f"{URL}&utm_source=feed")

    assert code == 0
    first, *lines = out.splitlines()
    assert first == f"{URL}: 4 texts"
    assert [line.split()[0] for line in lines] == ["1", "2", "3", "1"]
    assert [line.split()[3] for line in lines] == ["first", "completed", "minor", "first"]
    assert "+1 -1" in lines[2]
    assert say("full")[1] == out


def test_the_words_that_changed_are_shown_on_request(say: Say) -> None:
    out = say("mended", "--diff")[1]

    assert "[-nine-] {+twelve+}" in " ".join(out.split())


def test_machines_get_the_versions_and_their_differences(say: Say) -> None:
    versions = json.loads(say("stub", "--diff", "--json")[1])

    assert [version["change"] for version in versions] == ["first", "completed", "minor", "first"]
    assert {"kind": "added", "text": "twelve"} in versions[2]["diff"]
    assert "diff" not in versions[0]


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("https://korr.example/other", "no article has the URL"),
        ("lost", "has no URL"),
        ("none", "no article 'none'"),
    ],
)
def test_what_has_no_versions_is_told(say: Say, key: str, told: str) -> None:
    code, _, err = say(key)

    assert (code, told in err) == (1, True)
