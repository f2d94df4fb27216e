"""The golden cases of `tests/cases/`: what real news looks like, told in invented texts.

Each file holds a family of furniture. `in_the_wild`: lines of a text, those that are `removed` with their
kinds, and what is `learned`. `negative`: nothing but a headline may be cut. `known_failures`: as the first,
and not solved; one that passes belongs to the first.
"""

import json
from pathlib import Path

import pytest

from copydesk.tasks.text.clean import clean
from copydesk.tasks.text.spans import Given

FILES = sorted((Path(__file__).parents[1] / "cases").glob("*.json"))


def _cases(section):
    for path in FILES:
        for number, case in enumerate(json.loads(path.read_text(encoding="utf-8")).get(section, ())):
            yield pytest.param(case, id=f"{path.stem}-{number}-{case['about']}")


def _check(case):
    text = "\n".join(case["text"])

    cleaned = clean(text, Given(**case.get("given", {})))

    removed = [
        [span.kind, text[span.start : span.stop].strip()] for span in cleaned.spans if span.kind != "title"
    ]
    assert removed == case.get("removed", [])
    for name, value in case.get("learned", {}).items():
        told = getattr(cleaned, name)
        if name == "credits":
            told = [list(credit) for credit in told]
        assert (told if value is None or isinstance(value, list) else str(told)) == value, name
    if "story" in case:
        assert cleaned.body.split("\n") == case["story"]


@pytest.mark.parametrize("case", list(_cases("in_the_wild")))
def test_furniture_is_removed_and_read(case):
    _check(case)


@pytest.mark.parametrize("case", list(_cases("negative")))
def test_story_stays(case):
    _check(case)


@pytest.mark.parametrize("case", list(_cases("known_failures")))
@pytest.mark.xfail(strict=True, reason="known and not solved")
def test_what_is_not_solved_yet(case):
    _check(case)


def test_there_are_cases_of_every_section():
    assert FILES
    assert all(list(_cases(section)) for section in ("in_the_wild", "negative"))
