"""`copydesk doctor` on real desks, broken in every way it looks for."""

import json
import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest

from copydesk.flows.cli import main
from copydesk.storage.database import Database, open_live, quoted
from copydesk.storage.desk import Desk, writing
from copydesk.storage.records import Reject
from copydesk.storage.runs import Run, SourceRead, name_source, start_run
from copydesk.storage.sizes import measure
from copydesk.storage.soundness import FOLDER, Breach, differing_rows, live_breaches, published_breaches
from copydesk.tasks.text.clean import rules_version
from tests.desks import document, live, new_desk, older_desk, read, take
from tests.soundness import assert_sound

FERRY = (
    "The ferry to Holm was cancelled on Friday because the ice in the sound had grown too thick for the bow. "
    "Twelve lorries wait on the quay, most of them with fish, and the baker has flour for three days."
)
BEES = "Nine of the eleven beekeepers in the valley report that their hives came through the winter."
HALL = (
    "The town hall of Osterby gets a new roof, for which the council voted eight to three on Tuesday night."
)
REJECT = Reject("lines.jsonl", "lines.jsonl", "line 7", "parse", "not an object", False, b"[1, 2")

COPY_ID = "(select article_id from articles where relation <> 'canonical')"
BEES_ID = "(select article_id from articles where external_id = 'bees')"
# What breaks a file, and a piece of the line that tells of it.
BOTH = {
    "delete from raw_documents where external_id = 'bees'": "has no raw document",
    "delete from articles where external_id = 'bees'": "has no article",
    f"update articles set canonical_id = 'gone' where article_id = {COPY_ID}": "gone is no article",
    f"update clusters set canonical_id = 'gone' where canonical_id = {BEES_ID}": "gone is no article",
    "insert into removed_spans values ('gone', 0, 1, 'ui', 'rule', 'x', '')": "removed_spans of gone",
    "insert into credits values ('gone', 'Ada', 'author')": "credits of gone",
    "update comparisons set other_id = 'gone'": "and gone: one of them is no article",
    "update comparisons set digest_id = 'gone'": "one of them is no article",
    "update canonical_changes set previous_id = 'gone'": "names an article",
    f"delete from clusters where canonical_id = {BEES_ID}": "is not there",
    "insert into clusters select 'empty', min(article_id), 1, 1 from articles": "empty has no articles",
    "delete from sources": "there is no source tests",
    "delete from runs": "there is no run",
    f"insert into articles from articles where article_id = {BEES_ID}": "is there twice",
    f"insert into raw_documents from raw_documents where article_id = {BEES_ID}": "is there twice",
    "insert into clusters from clusters": "clusters",
    "insert into removed_spans from removed_spans": "two begin at 0",
    "insert into credits from credits": "is there twice as author",
    "insert into comparisons from comparisons": "are there twice",
    "insert into rejects from rejects": "rejects",
    "insert into runs from runs": "runs",
    "insert into sources from sources": "sources tests is there twice",
    f"update clusters set canonical_id = {COPY_ID} where copies = 2": "has the canonical",
    f"update articles set jaccard = 1 where article_id = {BEES_ID}": "is canonical and has figures",
    "delete from comparisons": "no match with its canonical article",
    "update comparisons set accepted = false": "other figures than its match",
    "update articles set containment = containment / 2": "other figures than its match",
    f"""
    update articles set relation = 'canonical', canonical_id = article_id, jaccard = null, containment = null,
        novel_words = 0 where article_id = {COPY_ID}""": "both are canonical",
    "update comparisons set article_id = other_id, other_id = article_id": "the longer story stands first",
    "update clusters set copies = copies + 1": "copies and",
    "update clusters set outlets = outlets + 1": "but a recount gives",
    "update canonical_changes set cluster_id = 'gone'": "nothing says why",
    "update articles set source = 'Another Paper'": "not those of its document",
    "update articles set title = 'Another title' where external_id = 'hall'": "not those of its document",
    "insert into tombstones select article_id, '', '', '', now()::timestamp from articles": "was withdrawn",
    "insert into tombstones select 'gone', '', '', '', now()::timestamp from range(2)": "tombstones of gone",
    "insert into versions values ('gone', 1, null, 1, 'first', 0, 0)": "gone is linked, and has no URL",
    f"update articles set url = 'x' where article_id = {BEES_ID}": "and is not linked",
    "insert into versions values ('gone', 1, 'before', 2, 'minor', 1, 1)": "is no state of the story",
    "insert into versions select 'gone', 1, null, 1, 'first', 0, 0 from range(2)": "gone is there twice",
    "update runs set finished_at = null": "does not tell when it ended",
    "update removed_spans set start = 400, stop = 400": "overlaps another or is empty",
    "update removed_spans set text = 'By Nobody' where kind = 'byline'": "not what stands there",
    "update articles set body = body || ' Or so they say.'": "its body is not its raw text",
    "update removed_spans set replacement = 'x'": "its body is not its raw text",
}
LIVE_ALONE = {
    "delete from fingerprints": "has no fingerprint",
    "update fingerprints set article_id = 'gone' || article_id": "there is no such article",
    "insert into fingerprints from fingerprints": "is there twice",
    "update fingerprints set article_key = article_key + 1": "its key is not the beginning of its id",
    "delete from bands": "has 0 bands",
    "insert into bands values (1, 2)": "bands of key 2",
    "insert into samples values (1, 2)": "samples of key 2",
    "insert into hot_rows values (0, 1, 2)": "hot_rows of key 2",
    "insert into samples from samples": "is there twice",
    "insert into hot_rows select 0, 1, article_key from fingerprints, range(2)": "is there twice",
    "insert into pages values ('gone', 'x'::blob)": "pages of gone",
    "insert into pages select article_id, 'x'::blob from articles, range(2)": "are there twice",
    "insert into pending_changes values ('articles', 'x')": "1 rows of articles are not published yet",
    "insert into tombstone_marks values ('gone', 'x')": "tombstone_marks of gone",
    "update sources set location = 'elsewhere'": "sources tests is not the same in both files",
    "update overrides set reason = 'by hand'": "overrides",
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = new_desk(tmp_path_factory.mktemp("sound"))
    take(
        desk,
        [
            document(f"By Ada Marlow\n{FERRY}", external_id="ferry"),
            document(f"{FERRY} Nobody is worried yet.", "Sound Gazette", external_id="fuller"),
            document(BEES, "Valley News", external_id="bees"),
            document(HALL, "Valley News", external_id="hall", title="A roof for the hall"),
            REJECT,
        ],
    )
    decide = ["pin", "bees", "--reason", "ours", "--author", "Ada"]
    assert main([*decide, "--desk", str(desk.folder)]) == 0
    return desk


@pytest.fixture
def desk(sound: Desk, tmp_path: Path) -> Desk:
    """A copy of the sound desk, to be broken."""
    copy = new_desk(tmp_path / "desk")
    for name in ("live.duckdb", "articles.duckdb"):
        (copy.folder / name).write_bytes((sound.folder / name).read_bytes())
    return copy


def examined(desk: Desk, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    code = main(["doctor", "--json", "--desk", str(desk.folder)])
    return code, json.loads(capsys.readouterr().out)


def break_file(file: Path, how: str) -> None:
    with duckdb.connect(str(file)) as connection:
        connection.execute(how)


def rows_told(found: dict[str, Any], file: str) -> list[str]:
    return [row for breach in found["breaches"][file] for row in breach["rows"]]


def test_a_sound_desk_is_sound_and_stays_as_it_was(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    before = read(desk.live), read(desk.published)

    code, found = examined(desk, capsys)

    assert (code, found["sound"]) == (0, True)
    assert (read(desk.live), read(desk.published)) == before


@pytest.fixture(scope="module")
def broken(sound: Desk, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Sequence[Breach]]:
    """What is found when one of the two files is broken in some way, each time in a sound desk."""
    files = {"live": sound.live, "published": sound.published}
    connection = duckdb.connect(":memory:")
    for name, file in files.items():
        copy = tmp_path_factory.mktemp(name) / file.name
        copy.write_bytes(file.read_bytes())
        connection.execute(f"attach {quoted(copy)} as {name}")
    database = Database(connection)

    @cache
    def found(name: str, how: str) -> Sequence[Breach]:
        connection.execute(f"use {name}")
        connection.begin()
        connection.execute(how)
        breaches = live_breaches(database) if name == "live" else published_breaches(database)
        if not breaches:
            connection.execute("use live")
            breaches = differing_rows(database)
        connection.rollback()
        return breaches

    return found


@pytest.mark.parametrize("how", [*BOTH, *LIVE_ALONE])
def test_what_is_broken_in_the_live_file_is_found_and_named(
    broken: Callable[[str, str], Sequence[Breach]], how: str
) -> None:
    found = broken("live", how)

    assert any((BOTH | LIVE_ALONE)[how] in row for breach in found for row in breach.rows), found
    assert all(breach.advice for breach in found)


@pytest.mark.parametrize("how", BOTH)
def test_what_is_broken_in_the_published_file_is_found_and_named(
    broken: Callable[[str, str], Sequence[Breach]], how: str
) -> None:
    found = broken("published", how)

    assert any(BOTH[how] in row for breach in found for row in breach.rows), found


def test_every_rule_is_broken_by_a_test(broken: Callable[[str, str], Sequence[Breach]]) -> None:
    found = {breach.rule for how in [*BOTH, *LIVE_ALONE] for breach in broken("live", how)}

    rules = {
        file.read_text(encoding="utf-8").partition("\n")[0].removeprefix("-- ")
        for folder in ("checks", "live_checks")
        for file in (FOLDER / folder).glob("*.sql")
    }
    assert rules - found == set()


def test_a_run_that_failed_before_it_published_breaks_nothing(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    now = datetime.fromisoformat("2026-03-01")
    with open_live(desk) as database:
        start_run(database, Run("refused", None, now, "1", rules_version, "settings"))
        name_source(database, SourceRead("today", "file", "today.jsonl", failed=False), now)

    code, found = examined(desk, capsys)

    assert (code, found["breaches"]["articles.duckdb"]) == (0, [])


@pytest.mark.parametrize("name", ["live.duckdb", "articles.duckdb"])
def test_the_command_tells_in_which_file_something_is_broken(
    desk: Desk, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    break_file(desk.folder / name, "insert into credits values ('gone', 'Ada', 'author')")

    code, found = examined(desk, capsys)

    assert code == 1
    [missing] = [breach for breach in found["breaches"][name] if "credits of gone" in breach["rows"][0]]
    assert missing["advice"]
    rules = {breach["rule"] for breach in found["breaches"]["articles.duckdb"]}
    assert "What is published is what the live file holds." in rules
    assert name == "live.duckdb" or found["breaches"]["live.duckdb"] == []


def test_every_published_table_is_compared_with_the_live_one(sound: Desk) -> None:
    compared = (FOLDER / "select_unlike_tables.sql").read_text(encoding="utf-8")
    named = (FOLDER / "select_unlike_rows.sql").read_text(encoding="utf-8")
    for table in read(sound.published):
        assert re.search(rf"from published\.{table} t( where [^)]*)?\)", compared)
        assert re.search(rf"from published\.{table} t where .*\$table = '{table}'", named)


@pytest.mark.parametrize("name", ["live.duckdb", "articles.duckdb"])
def test_a_damaged_block_is_found(desk: Desk, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    file = desk.folder / name
    content = bytearray(file.read_bytes())
    # Past the headers: every block, so that whatever is read first is damaged.
    for place in range(12_288 + 4_096, len(content), 262_144):
        content[place : place + 512] = bytes(512)
    file.write_bytes(content)

    code, found = examined(desk, capsys)

    assert code == 1
    [breach] = [breach for breach in found["breaches"][name] if breach["rule"] == "The file can be read."]
    assert name in breach["rows"][0]
    assert breach["advice"]


@pytest.mark.parametrize("size", [0, 100_000])
def test_with_a_live_file_that_is_lost_the_published_one_is_examined_all_the_same(
    desk: Desk, size: int, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.live.write_bytes(b"x" * size)
    break_file(desk.published, "insert into credits values ('gone', 'Ada', 'author')")

    code, found = examined(desk, capsys)

    assert code == 1
    assert "live.duckdb" in rows_told(found, "live.duckdb")[0]
    assert any("credits of gone" in row for row in rows_told(found, "articles.duckdb"))


def test_a_published_file_that_is_cut_short_is_not_sound_beside_a_lost_live_one(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.live.unlink()
    content = desk.published.read_bytes()
    desk.published.write_bytes(content[: 12_288 + 262_144 * 2])

    _, found = examined(desk, capsys)

    assert [breach["rule"] for breach in found["breaches"]["articles.duckdb"]] == ["The file can be read."]


def test_only_the_first_rows_of_many_are_shown(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    break_file(desk.live, "insert into credits select 'gone' || range, 'Ada', 'author' from range(100)")

    assert main(["doctor", "--desk", str(desk.folder)]) == 1

    out = capsys.readouterr().out
    assert out.count("  credits of gone") == 20
    assert "  and 80 more" in out


def test_the_size_of_a_document_is_stated_in_a_small_desk_and_measured_in_a_large_one(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stated = examined(desk, capsys)[1]["sizes"]
    main(["doctor", "--desk", str(desk.folder)])
    told = capsys.readouterr().out
    monkeypatch.setattr("copydesk.storage.sizes.FEW_DOCUMENTS", 4)
    measured = examined(desk, capsys)[1]["sizes"]

    assert (stated["is_small"], stated["document"]) == (True, 6_700)
    assert "documents  4; in a larger desk some 6.7 KB each in both files" in told
    assert stated["months"][0]["size"] == 4 * 6_700
    filled = sum(measured["tables"].values()) + measured["parts"]["articles.duckdb"]
    assert (measured["is_small"], measured["document"]) == (False, filled // 4)


def test_the_report_tells_sizes_growth_and_room(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = examined(desk, capsys)

    sizes = found["sizes"]
    assert sizes["documents"] == 4
    assert sizes["parts"]["live.duckdb"] == desk.live.stat().st_size
    assert sizes["tables"]["articles"] > 0
    assert sum(sizes["tables"].values()) + sizes["reusable"] == pytest.approx(
        sizes["parts"]["live.duckdb"], abs=50
    )
    assert [month["documents"] for month in sizes["months"]] == [4]
    assert sizes["free"] > 0
    assert main(["doctor", "--desk", str(desk.folder)]) == code
    assert capsys.readouterr().out.startswith("live.duckdb: sound\narticles.duckdb: sound\nsizes\n")


@pytest.mark.parametrize(("age", "told"), [(0, 1), (9, 10), (400, 90)])
def test_the_pace_of_a_young_desk_is_that_of_its_own_days(desk: Desk, age: int, told: int) -> None:
    [row] = live(desk, "select min(ingested_at) as first, count(*) as documents from raw_documents")
    with open_live(desk) as database:
        sizes = measure(database, desk, row["first"] + timedelta(days=age, hours=1))

    assert sizes.pace_days == told
    # Long ago nothing is growth any more.
    lasting = sizes.free * told // (row["documents"] * sizes.document) if age < told else None
    assert sizes.lasts_days == lasting


def test_an_older_desk_is_to_be_upgraded_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = older_desk(tmp_path, 1)

    assert main(["doctor", "--desk", str(tmp_path)]) == 1

    assert "run: copydesk upgrade" in capsys.readouterr().err
    assert live(desk, "from desk_format") == [{"version": 1}]


def test_a_desk_in_use_is_not_examined(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    with writing(desk):
        assert main(["doctor", "--desk", str(desk.folder)]) == 1
    assert "in use by process" in capsys.readouterr().err


def test_where_there_is_no_desk_nothing_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--desk", str(tmp_path / "nowhere")]) == 1

    assert "there is no desk here yet" in capsys.readouterr().err
    assert not (tmp_path / "nowhere").exists()


def test_compacting_gives_back_what_was_deleted_and_keeps_every_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = new_desk(tmp_path)
    words = [
        " ".join(f"word{(number * 7919 + place * 31) % 99991}" for place in range(400))
        for number in range(600)
    ]
    take(desk, [document(text, f"Paper {number % 7}") for number, text in enumerate(words)])
    with duckdb.connect(str(desk.live)) as connection:
        connection.execute("""
            insert into pages
            select article_id, encode(string_agg(hash(article_id || range), '')) from articles, range(1000)
            group by article_id""")
    take(desk, [document(HALL)])  # what stands behind a hole keeps the file from shrinking
    with duckdb.connect(str(desk.live)) as connection:
        connection.execute("delete from pages")
    before = read(desk.live)
    size = desk.live.stat().st_size

    assert main(["doctor", "--compact", "--desk", str(tmp_path)]) == 0

    assert desk.live.stat().st_size < size
    assert read(desk.live) == before
    assert [path.name for path in tmp_path.iterdir() if ".next" in path.name] == []
    assert_sound(desk)
    take(desk, [document(FERRY)])
    assert_sound(desk)
    assert "sound" in capsys.readouterr().out


def test_compacting_that_is_stopped_leaves_the_desk_as_it_was(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read(desk.live)

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", cut)
        assert main(["doctor", "--compact", "--desk", str(desk.folder)]) == 130

    assert read(desk.live) == before
    assert_sound(desk)


def test_a_published_file_that_was_thrown_away_comes_back_with_compacting(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.published.unlink()

    assert main(["doctor", "--compact", "--desk", str(desk.folder)]) == 0

    assert_sound(desk)
    assert "articles.duckdb: sound" in capsys.readouterr().out


def test_without_room_for_a_copy_nothing_is_compacted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("copydesk.storage.compact.free_bytes", lambda _: 1000)

    assert main(["doctor", "--compact", "--desk", str(desk.folder)]) == 1

    assert "and 1,000 are free" in capsys.readouterr().err
    assert_sound(desk)
