"""`copydesk explain`: what it says of one article and of two."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from copydesk.flows.cli import main
from copydesk.flows.printing import Passage, coloured, mark
from copydesk.storage.desk import Desk
from tests.desks import document, new_desk, published, take

Explain = Callable[..., str]
STORY = (
    "The lighthouse on Gannet Rock went dark on Saturday for the first time since the war, and the keepers "
    "lit storm lanterns along the mole. Engineers found that a gull had built her nest inside the relay."
)
EXCERPT = f"{STORY}\nKeep reading with a 7-day free trial"
FULLER = (
    f"{STORY} The harbour office counted nineteen ships that had to wait for daylight before they came in."
)
OTHER = (
    "Nine of the eleven beekeepers in the valley report that their hives came through the winter unharmed."
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = new_desk(tmp_path_factory.mktemp("explain"))
    stories = [
        document(FULLER, "Harbour Post", external_id="full", title="Gannet Rock goes dark"),
        document(EXCERPT, "The Baths", external_id="stub"),
        document(OTHER, "The Baths", external_id="bees"),
        document("A bell rang. \x1b[2J", "The Baths", external_id="short"),
        document("Snow fell on the pass.", "The Baths", external_id="twice"),
        document("Rain stopped play.", "Harbour Post", external_id="twice"),
    ]
    take(made, stories)
    return made


@pytest.fixture
def explain(desk: Desk, capsys: pytest.CaptureFixture[str]) -> Explain:
    def run(*words: str) -> str:
        assert main(["explain", *words, "--desk", str(desk.folder)]) == 0
        return " ".join(capsys.readouterr().out.split())

    return run


def test_an_article_tells_what_was_removed_from_it_and_where(explain: Explain) -> None:
    told = explain("stub")

    assert "line 2, 202–238: paywall by rule paywall.phrase Keep reading with a 7-day free trial" in told
    assert "lines.jsonl (application/json)" in told
    assert "cut short by a paywall" in told


def test_an_article_tells_what_it_is_to_its_canonical_one_and_why_that_was_chosen(explain: Explain) -> None:
    told = explain("stub")

    assert "of full (Harbour Post: Gannet Rock goes dark)" in told
    assert "100.0% of the shorter story stands in the longer" in told
    assert "for: the full text before one cut short by a paywall" in told
    assert "canonical; chosen for: the full text before one cut short by a paywall" in explain("full")
    assert "canonical, alone" in explain("bees")


def test_the_title_says_whether_it_was_given(explain: Explain) -> None:
    assert "title Gannet Rock goes dark (given)" in explain("full")
    assert "none given, none found" in explain("bees")


def test_an_id_may_be_cut_short(explain: Explain, desk: Desk) -> None:
    [row] = published(desk, "select article_id from articles where external_id = 'bees'")

    assert explain(row["article_id"][:12]) == explain(row["article_id"]) == explain("bees")


def test_an_article_is_found_by_its_url_and_each_text_of_a_url_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, page = new_desk(tmp_path), "https://harbour.example/rock"
    take(desk, [document(STORY, "Harbour Post", url=page)])

    assert main(["explain", page, "--desk", str(desk.folder)]) == 0
    assert "The lighthouse on Gannet Rock" in capsys.readouterr().out

    take(desk, [document(FULLER, "Harbour Post", url=page)])
    assert main(["explain", page, "--desk", str(desk.folder)]) == 1
    listed = capsys.readouterr().err
    ids = [str(row["article_id"]) for row in published(desk, "select article_id from articles")]
    assert len(ids) == 2
    assert all(article_id in listed for article_id in ids)


@pytest.mark.parametrize(
    ("key", "told"), [("twice", "Rain stopped play."), ("", "no article"), ("nix", "no article")]
)
def test_a_key_that_means_none_or_several_says_so(
    desk: Desk, capsys: pytest.CaptureFixture[str], key: str, told: str
) -> None:
    assert main(["explain", key, "--desk", str(desk.folder)]) == 1
    assert main(["explain", "bees", key, "--desk", str(desk.folder)]) == 1
    assert told in capsys.readouterr().err


def test_a_desk_without_a_published_file_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "bees", "--desk", str(tmp_path)]) == 1
    assert "nothing is published here yet" in capsys.readouterr().err


def test_merged_texts_are_printed_with_what_they_share_marked(explain: Explain) -> None:
    told = explain("full", "stub")

    assert told.startswith("Merged: one of them is the other's canonical article shorter")
    assert f"[[{STORY[:-1]}]]. The harbour office" in told


def test_texts_that_share_nothing_are_compared_on_the_spot(explain: Explain) -> None:
    told = explain("bees", "full")

    assert told.startswith("Not merged")
    assert "why no passage of the shorter story stands in the longer" in told
    assert "the index did not propose the pair: they have no five words in a row in common" in told
    assert "[[" not in told
    assert "too short for a shingle" in explain("bees", "short")


def test_an_article_beside_itself_is_one_article(explain: Explain) -> None:
    assert explain("bees", "bees") == explain("bees")


def test_what_would_move_the_cursor_is_not_printed(explain: Explain) -> None:
    assert "\x1b" not in explain("bees", "short")


def test_machines_get_one_object(explain: Explain) -> None:
    one: dict[str, Any] = json.loads(explain("stub", "--json"))
    two: dict[str, Any] = json.loads(explain("stub", "full", "--json"))

    assert [span["kind"] for span in one["removed"]] == ["paywall"]
    assert one["match"]["accepted"]
    assert two["unproposed"] is None
    passages = two["passages"][two["match"]["article_id"]]
    assert passages == [[0, len(STORY) - 1]]


def test_colours_take_the_place_of_marks() -> None:
    text = mark("rain fell on town", [Passage(5, 9)], coloured=True)

    assert (text.plain, [span.style for span in text.spans]) == ("rain fell on town", ["bold green"])
    assert mark("rain fell on town", [Passage(5, 9)], coloured=False).plain == "rain [[fell]] on town"


def test_colours_are_for_terminals_that_want_them() -> None:
    assert coloured(Console(force_terminal=True, no_color=False))
    assert not coloured(Console(force_terminal=True, no_color=True))
    assert not coloured(Console(force_terminal=False, no_color=False))


def test_one_article_needs_nothing_that_compares_texts(desk: Desk) -> None:
    seen = (
        "import sys; from copydesk.flows.cli import main; "
        f"main(['explain', 'bees', '--desk', {str(desk.folder)!r}]); print(*sys.modules, file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)

    assert {"prefect", "datasketch", "pydantic", "copydesk.tasks.match"}.isdisjoint(ended.stderr.split())


def test_two_articles_can_be_written_as_a_page(explain: Explain, desk: Desk, tmp_path: Path) -> None:
    file = Path(explain("full", "stub", "--html"))
    asked = explain("full", "bees", "-o", str(tmp_path / "pair.html"))

    page = file.read_text(encoding="utf-8")
    assert file.parent == desk.folder / "reports"
    assert "<h1>Merged: one of them is the other&#39;s canonical article</h1>" in page
    assert f"<mark>{STORY[:-1]}</mark>. The harbour office" in page
    assert '>Keep reading with a 7-day free trial</del><span class="kind">paywall</span>' in page
    other = Path(asked).read_text(encoding="utf-8")
    assert "<h1>Not merged</h1>" in other
    assert "they have no five words in a row in common" in other


def test_one_article_can_be_written_as_a_page(explain: Explain, desk: Desk) -> None:
    page = Path(explain("stub", "--html")).read_text(encoding="utf-8")

    assert '<del title="paywall.phrase">Keep reading with a 7-day free trial</del>' in page
    assert "202–238" in page
    assert "<mark>" not in page
    assert str(desk.folder) not in page


def test_hostile_words_do_no_harm_on_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = new_desk(tmp_path)
    words = "<script>alert(1)</script>\u202e\x1b[2J"
    take(made, [document(f"{STORY} {words}", words, title=words, external_id="bad", language=words)])
    assert main(["explain", "bad", "--html", "--desk", str(made.folder)]) == 0

    page = Path(capsys.readouterr().out.strip()).read_text(encoding="utf-8")
    assert "<script" not in page
    assert not {"\u202e", "\x1b"} & set(page)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<i" in page


def test_a_page_and_json_are_two_answers(desk: Desk) -> None:
    assert main(["explain", "bees", "--json", "-o", "page.html", "--desk", str(desk.folder)]) == 2
