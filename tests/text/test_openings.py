"""What is told at a glance must never hide what the rules would find."""

import json
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from copydesk.tasks.text.furniture.body import RULES_OF_PROSE, is_plain_prose
from copydesk.tasks.text.furniture.openings import EDGE_NOTICE, HEADING, NOTICE, lists_opened
from copydesk.tasks.text.furniture.phrases import load_phrases

LANGUAGES = [
    tomllib.loads(path.read_text(encoding="utf-8"))
    for path in files("copydesk.tasks.text.phrases").iterdir()
    if path.name.endswith(".toml")
]
CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.json"))


def _phrases(place):
    return [
        phrase for language in LANGUAGES for listed in language.get(place, {}).values() for phrase in listed
    ]


def _printed(phrase):
    """Return a line that is the phrase, as a site may print it."""
    return phrase.replace("*", " valley ").replace("0", "12").strip().capitalize()


def _lines_of_cases():
    for path in CASES:
        for cases in json.loads(path.read_text(encoding="utf-8")).values():
            yield from (line for case in cases for line in case["text"] if line)


@pytest.mark.parametrize(
    ("place", "number"), [("anywhere", NOTICE), ("edges", EDGE_NOTICE), ("blocks", HEADING)]
)
def test_every_phrase_of_the_tables_is_looked_for(place, number):
    opening = [phrase for phrase in _phrases(place) if not phrase.startswith("*")]

    assert opening
    assert [phrase for phrase in opening if not lists_opened(_printed(phrase)) & number] == []


def test_every_phrase_behind_words_of_the_line_is_looked_for():
    floating = [phrase for phrase in _phrases("anywhere") if phrase.startswith("*")]
    anywhere = load_phrases().anywhere

    assert floating
    assert [phrase for phrase in floating if anywhere.floating_kind_of(_printed(phrase)) is None] == []


def test_every_request_to_the_reader_is_looked_for():
    requests = [request for language in LANGUAGES for request in language.get("words", {}).get("prompt", ())]

    assert requests
    assert [request for request in requests if not lists_opened(_printed(request)) & NOTICE] == []


def test_no_rule_finds_anything_in_plain_prose():
    lines = [*_lines_of_cases(), *map(_printed, _phrases("anywhere"))]
    plain = [line for line in lines if is_plain_prose(line)]

    assert plain
    assert [line for line in plain if any(rule(line) for rule in RULES_OF_PROSE)] == []
