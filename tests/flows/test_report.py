"""`copydesk report`: one page, safe to open and to send around."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from copydesk.flows.cli import main
from copydesk.storage import runs
from copydesk.storage.desk import Desk
from copydesk.storage.records import Reject
from copydesk.tasks.line import Line
from tests.desks import commit, document, new_desk, publish_run, published, running, take

Page = Callable[..., str]
STORY = (
    "The lighthouse on Gannet Rock went dark on Saturday for the first time since the war, and the keepers "
    "lit storm lanterns along the mole. Engineers found that a gull had built her nest inside the relay."
)
FULLER = f"{STORY} The harbour office counted nineteen ships that had to wait for daylight."
STUB = f"{STORY}\nKeep reading with a 7-day free trial"
BEES = "Nine of the eleven beekeepers in the valley report that their hives came through the winter unharmed."
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style><style>*{display:none}",
    "</title></textarea></div>-->",
    "{{ 7 * 7 }}{% raw %}",
    "evil\u202etxt.exe\u2066\u200b\ufeff\x1b[2J\x00",
)


class Parsed(HTMLParser):
    """The elements and attributes of a page, and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = new_desk(tmp_path_factory.mktemp("report"))
    refused = Reject("tests", "/home/ada/private/lines.jsonl", "line 12", "parse", "broken JSON", False, b"{")
    take(
        made,
        [
            document(
                FULLER, external_id="full", title="Gannet Rock goes dark", url="https://example.com/rock"
            ),
            document(STUB, "The Baths", external_id="stub"),
            document(BEES, "The Baths", external_id="bees"),
            refused,
        ],
    )
    return made


@pytest.fixture
def page(capsys: pytest.CaptureFixture[str]) -> Page:
    def make(desk: Desk, *words: str) -> str:
        assert main(["report", *words, "--desk", str(desk.folder)]) == 0
        return Path(capsys.readouterr().out.strip()).read_text(encoding="utf-8")

    return make


def words_of(page: str) -> str:
    return " ".join(" ".join(Parsed(page).words).split())


def test_a_report_is_written_into_the_desk_and_says_where(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "--desk", str(desk.folder)]) == 0

    file = Path(capsys.readouterr().out.strip())
    assert file.parent == desk.folder / "reports"
    assert file.name.startswith("report-")
    assert not list(file.parent.glob(".*"))


def test_a_report_tells_what_came_in_and_what_of_it_is_copied(desk: Desk, page: Page) -> None:
    told = words_of(page(desk))

    assert "Articles 3" in told
    assert "Canonical articles 2" in told
    assert "Copies of others 33.3% 1 article" in told
    assert "1 cluster with more than one article" in told
    assert "All times are UTC." in told


def test_the_copies_of_a_cluster_stand_in_order_of_appearance_with_their_figures(
    tmp_path: Path, page: Page
) -> None:
    desk = new_desk(tmp_path)
    take(
        desk,
        [
            document(FULLER, "Late", published_at=datetime(2024, 3, 2), published_precision="day"),
            document(STUB, "Early", published_at=datetime(2024, 3, 1), published_precision="day"),
        ],
    )

    told = words_of(page(desk))
    assert re.search(r" 1 1 Mar 2024 Early .* 100% 0\.\d\d 37 0 2 2 Mar 2024 Late .* canonical", told)


def test_a_merged_pair_shows_what_both_share_and_strikes_out_what_was_cut(desk: Desk, page: Page) -> None:
    made = page(desk)

    assert f"<mark>{STORY[:-1]}</mark>. The harbour office" in made
    assert (
        '<del title="paywall.phrase">Keep reading with a 7-day free trial</del><span class="kind">paywall'
        in made
    )


def test_a_report_carries_the_state_it_was_made_from(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--json", "--desk", str(desk.folder)]) == 0

    told = json.loads(capsys.readouterr().out)
    made = Path(told["file"]).read_text(encoding="utf-8")
    assert f"<code>{told['snapshot_id']}</code>" in made
    assert told["bytes"] == len(made.encode())


def test_rejects_are_told_by_reason_without_the_folders_they_lie_in(desk: Desk, page: Page) -> None:
    made = page(desk)

    assert "broken JSON parse 1 won't help lines.jsonl , line 12" in words_of(made)
    assert "/home/ada" not in made
    assert str(desk.folder) not in made


def test_a_page_asks_for_nothing_and_runs_nothing(desk: Desk, page: Page) -> None:
    elements = Parsed(page(desk)).elements

    assert {"script", "img", "iframe", "object", "base", "form"}.isdisjoint(tag for tag, _ in elements)
    sources = [value for _, told in elements for name, value in told.items() if name in ("src", "xlink:href")]
    assert sources == []
    assert [told["href"] for tag, told in elements if tag == "link"] == ["data:,"]
    [policy] = [
        told["content"] for tag, told in elements if told.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not [
        told for _, told in elements if "style" in told or any(name.startswith("on") for name in told)
    ]


def desk_of(words: str, folder: Path) -> Desk:
    """A desk with charts and a cluster, in which the words stand wherever a record can carry any."""
    desk = new_desk(folder)
    told = {"title": words, "url": f"javascript:{words}", "language": words, "external_id": words}
    dates = [{"published_at": datetime(2024, month, 1), "published_precision": "day"} for month in (1, 2, 3)]
    refused = Reject("tests", words, words, "parse", words, False, words.encode())
    take(
        desk,
        [
            document(f"{FULLER} {words}", words, **told, **dates[0]),
            document(f"{STORY} {words}", f"{words} 2", **told, **dates[1]),
            document(f"{BEES} {words}", words, **dates[2]),
            refused,
        ],
    )
    return desk


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_words_are_only_words(payload: str, tmp_path: Path, page: Page) -> None:
    made = page(desk_of(payload, tmp_path / "hostile"))
    parsed, calm = Parsed(made), Parsed(page(desk_of("calm", tmp_path / "calm")))

    assert {tag for tag, _ in parsed.elements} - {tag for tag, _ in calm.elements} <= {"i"}
    assert {name for _, told in parsed.elements for name in told} <= {
        name for _, told in calm.elements for name in told
    }
    assert not [told for _, told in parsed.elements if (told.get("href") or "").startswith("javascript")]
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\u200b\ufeff]", made)
    assert payload.split("\u202e")[0] in parsed.words


def test_signs_that_are_not_seen_are_named(tmp_path: Path, page: Page) -> None:
    desk = new_desk(tmp_path)
    take(desk, [document(f"{FULLER} txt\u202eexe", title="a\u202eb"), document(STORY, "The Baths")])

    assert 'a<i title="RIGHT-TO-LEFT OVERRIDE">U+202E</i>b' in page(desk)


def test_texts_say_their_language_and_run_in_their_own_direction(tmp_path: Path, page: Page) -> None:
    desk = new_desk(tmp_path)
    text = (
        "انطفأت المنارة على صخرة الغاق يوم السبت للمرة الأولى منذ الحرب "
        "وأشعل الحراس فوانيس العاصفة على طول الرصيف"
    )
    take(desk, [document(text, language="ar"), document(f"{text} كله", "The Baths", language="ar")])

    made = page(desk)
    assert '<div class="text" dir="auto" lang="ar"' in made
    assert '<bdi lang="ar">' in made


def test_what_people_decided_and_what_came_of_it_is_told(
    tmp_path: Path, page: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = new_desk(tmp_path)
    take(
        desk,
        [
            document(FULLER, external_id="full", title="Whole"),
            document(STUB, "The Baths", external_id="stub"),
        ],
    )
    words = ["pin", "stub", "--author", "Ada <i>", "--reason", "ours & first", "--desk", str(desk.folder)]
    assert main(words) == 0
    capsys.readouterr()

    made = page(desk)
    told = words_of(made)
    assert re.search(r"Ada <i> pin The lighthouse .* The Baths ours & first", told)
    assert re.search(r"The Baths Whole Harbour Post .* Rejects", told)
    assert "Ada &lt;i&gt;" in made


def test_an_archive_belongs_into_no_day(tmp_path: Path, page: Page) -> None:
    desk = new_desk(tmp_path)
    take(desk, [document(FULLER)])
    with running(desk) as line:
        archive = Line(line.live, line.rules, replace(line.run, run_id="archive", backfill=True))
        runs.start_run(line.live, archive.run)
        publish_run(desk, archive, commit(archive, [document(BEES)]))

    told = words_of(page(desk))
    assert "Articles 2" in told
    assert "Left out by day: 1 article taken in from archives." in told


def test_runs_that_met_nothing_new_leave_room_for_the_others(tmp_path: Path, page: Page) -> None:
    desk = new_desk(tmp_path)
    for _ in range(3):
        take(desk, [document(FULLER), document(BEES)])
    assert [row["new"] for row in published(desk, "select new from runs")] == [0, 0, 2]

    told = words_of(page(desk))
    assert "Runs that met nothing new are left out." in told
    assert told.count("Completed") == 1


def test_an_empty_desk_says_what_to_do(tmp_path: Path, page: Page) -> None:
    desk = new_desk(tmp_path)
    take(desk, [])

    told = words_of(page(desk))
    assert "The desk holds no articles yet. Take some in: copydesk ingest SOURCE" in told
    assert "There are no clusters yet." in told


def test_a_span_without_news_says_so(desk: Desk, page: Page) -> None:
    # What tests take in came in 2024.
    assert "Nothing came in since" in words_of(page(desk, "--days", "1"))
    assert "what came in since 2023-01-01 00:00" in words_of(page(desk, "--since", "2023-01-01"))


@pytest.mark.parametrize(
    "words",
    [
        *(("--days", "0"), ("--days", "99999999")),
        *(("--since", "some day"), ("--since", "0001-01-01T00:00+02:00")),
    ],
)
def test_a_span_that_makes_no_sense_is_refused(
    desk: Desk, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert main(["report", *words, "--desk", str(desk.folder)]) == 2
    assert words[0] in capsys.readouterr().err


def test_a_page_that_cannot_be_written_names_the_file(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()

    assert main(["report", "-o", str(tmp_path / "file" / "page.html"), "--desk", str(desk.folder)]) == 1
    assert "page.html: cannot write the page" in capsys.readouterr().err


def test_a_desk_without_a_published_file_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "--desk", str(tmp_path)]) == 1
    assert "nothing is published here yet" in capsys.readouterr().err


def test_a_report_starts_without_prefect(desk: Desk) -> None:
    seen = (
        "import sys; from copydesk.flows.cli import main; "
        f"main(['report', '--desk', {str(desk.folder)!r}]); print(*sys.modules, file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)

    assert {"prefect", "datasketch", "trafilatura"}.isdisjoint(ended.stderr.split())


def test_whoever_withdraws_an_article_is_told_of_the_pages_that_hold_it(
    tmp_path: Path, page: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = new_desk(tmp_path / "desk")
    take(desk, [document(FULLER, external_id="full"), document(STUB, "The Baths"), document(BEES)])
    page(desk)
    page(desk, "-o", str(tmp_path / "sent.html"))
    [kept] = (desk.folder / "reports").glob("report-*.html")

    assert main(["forget", "full", "--reason", "x", "--yes", "--json", "--desk", str(desk.folder)]) == 0
    beyond = json.loads(capsys.readouterr().out)["beyond_reach"]
    assert (beyond["files"], beyond["exports"]) == ([str(kept)], [str(tmp_path / "sent.html")])


def test_long_lists_end_and_say_of_how_many(tmp_path: Path, page: Page) -> None:
    desk = new_desk(tmp_path)
    numbers = [" ".join(f"{cluster}x{word}" for word in range(40)) for cluster in range(22)]
    pairs = [document(text, source) for text in numbers for source in ("Post", "Echo")]
    flood = [document(FULLER, f"Outlet {n}") for n in range(30)]
    take(desk, [*pairs, *flood])

    told = words_of(page(desk))
    assert "The 20 biggest of 23 clusters with more than one article" in told
    assert "25 of 30 articles: the first to appear" in told
    assert "The 20 biggest of 32 outlets." in told


def test_a_long_text_is_cut_off_and_its_signs_do_not_swell_the_page(tmp_path: Path, page: Page) -> None:
    desk = new_desk(tmp_path)
    long = " ".join(f"word{n}\u202e" for n in range(40_000))
    take(desk, [document(long), document(f"{long} The end.", "The Baths")])

    made = page(desk)
    assert len(made) < 400_000
    assert "more characters are not shown" in words_of(made)
