"""Stories that look alike and are not one, and stories that don't and are: in a desk, as they come."""

import random
from datetime import datetime
from pathlib import Path

import pytest

from copydesk.storage.desk import Desk
from copydesk.storage.records import RawDocument
from copydesk.tasks.text.thresholds import Thresholds
from tests.desks import commit, document, new_desk, publish_run, published, running, take
from tests.soundness import assert_sound


def prose(seed: int, words: int) -> str:
    """Sentences that no other seed has."""
    chance = random.Random(seed)
    made = ["".join(chance.choices("abdegiklmnoprstu", k=chance.randint(3, 9))) for _ in range(words)]
    sentences = (made[start : start + 15] for start in range(0, words, 15))
    return " ".join(f"{' '.join(one).capitalize()}." for one in sentences)


def clusters(desk: Desk) -> list[list[str]]:
    rows = published(desk, "select list_sort(list(external_id)) as names from articles group by cluster_id")
    return sorted(row["names"] for row in rows)


def named(**texts: str) -> list[RawDocument]:
    return [document(text, external_id=name) for name, text in texts.items()]


@pytest.mark.parametrize("digest_comes", [0, 2, 5])
def test_a_digest_of_five_stories_joins_none_of_them(tmp_path: Path, digest_comes: int) -> None:
    stories = [prose(number, 150) for number in range(5)]
    windows = [[document(story, external_id=str(number))] for number, story in enumerate(stories)]
    windows.insert(digest_comes, [document("\n".join(stories), external_id="digest")])
    desk = new_desk(tmp_path)

    take(desk, *windows)

    assert clusters(desk) == [["0"], ["1"], ["2"], ["3"], ["4"], ["digest"]]
    told = published(desk, "select distinct relation, accepted from matches")
    assert told == [{"relation": "shared", "accepted": False}]
    assert_sound(desk)


def test_a_brief_that_quotes_a_transcript_of_9_000_words_is_found_and_stays_apart(tmp_path: Path) -> None:
    speech = [prose(100 + number, 75) for number in range(120)]
    desk = new_desk(tmp_path)

    take(
        desk,
        named(
            transcript="\n".join(speech),
            brief=f"{prose(1, 40)} “{speech[70]}” {prose(2, 40)}",
            cut_short="\n".join(speech[:3]),
        ),
    )

    assert clusters(desk) == [["brief"], ["cut_short", "transcript"]]
    [match] = published(desk, "from matches where not accepted")
    assert (match["relation"], match["shared_words"]) == ("shared", 75)
    assert_sound(desk)


def test_a_fuller_story_becomes_canonical_after_its_excerpts(tmp_path: Path) -> None:
    paragraphs = [prose(number, 60) for number in range(6)]
    desk = new_desk(tmp_path)
    take(desk, named(lead=" ".join(paragraphs[:2])))
    take(desk, named(longer=" ".join(paragraphs[:4])))

    take(desk, named(full=" ".join(paragraphs)))

    assert clusters(desk) == [["full", "lead", "longer"]]
    canonical = published(desk, "select external_id, copies from canonical_articles")
    assert canonical == [{"external_id": "full", "copies": 3}]
    changes = published(
        desk,
        """select o.external_id as old, n.external_id as new, reason from canonical_changes c
           join articles o on o.article_id = previous_id join articles n on n.article_id = c.canonical_id""",
    )
    assert {(row["old"], row["new"]) for row in changes} == {("lead", "longer"), ("longer", "full")}
    assert {row["reason"] for row in changes} == {"the more complete text"}
    assert_sound(desk)


@pytest.mark.parametrize(
    ("window_days", "expected"), [(None, [["first", "reprint"]]), (365, [["first"], ["reprint"]])]
)
def test_a_reprint_after_seven_years_keeps_its_match(
    tmp_path: Path, window_days: int | None, expected: list[list[str]]
) -> None:
    story = prose(7, 200)
    dated = {"published_precision": "day", "published_from": "document"}
    texts = [
        document(story, external_id="first", published_at=datetime(2019, 3, 1), **dated),
        document(f"{story} Again.", external_id="reprint", published_at=datetime(2026, 3, 1), **dated),
    ]
    desk = new_desk(tmp_path)
    with running(desk, Thresholds(window_days=window_days)) as line:
        publish_run(desk, line, commit(line, texts))

    assert clusters(desk) == expected
    [match] = published(desk, "from matches")
    assert match["relation"] == "dup"
    assert match["days_apart"] > 2_500
    assert_sound(desk)


@pytest.mark.parametrize(
    "passage", ["“{}”", "A post said it:\n{}\n", "\n{}\n— Ashby Council (@ashby) May 3\n"]
)
def test_three_stories_that_share_a_passage_somebody_said_are_three(tmp_path: Path, passage: str) -> None:
    said = passage.format(prose(50, 120))
    desk = new_desk(tmp_path)

    take(desk, named(**{name: f"{prose(seed, 60)} {said} {prose(seed + 1, 60)}" for name, seed in STORIES}))

    assert clusters(desk) == [["bridge"], ["mill"], ["river"]]
    assert {row["relation"] for row in published(desk, "from matches")} == {"shared"}
    assert_sound(desk)


STORIES = (("bridge", 10), ("mill", 20), ("river", 30))


def test_one_word_a_hundred_thousand_times_ends_in_a_cluster_of_its_own(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)

    take(desk, named(much="word " * 100_000, less="word " * 90_000, other="words " * 100_000))

    assert clusters(desk) == [["less", "much"], ["other"]]
    assert_sound(desk)


def pictured(story: str) -> str:
    return f"{story}\nA digger stands on the empty quay of Tolland on a grey morning, seen from the islands."


FORM = (
    "Weather for Tolland on {}: clouds until {}, then sunny spells. Highs of {} degrees at the quay and {} "
    "in the hills, lows of {} at night. Winds from the west at {} miles an hour. The sun sets at {}."
)
JAPANESE = (
    "{}日午前六時{}分ごろ、北浦県で最大震度四を観測する地震があった。気象当局によると、震源の深さは約{}キロ、地震の規模は{}と"
    "推定される。この地震による津波の心配はない。県警や消防によると、けが人や建物の被害の情報は入っていない。原子力発電所に"
    "異常はないという。鉄道は一部の区間で運転を見合わせたが、まもなく再開した。"
)
APART = {
    "four words and four others": ("The quay is closed", "Rain fell on Tolland"),
    "Chinese and Japanese": (
        "临江市政府星期三宣布，将在两年内关闭市区最后一座燃煤电厂，并在原址建设一座公园。",
        "県北部の小さな町で、廃校になった小学校を活用した宿泊施設が来月オープンする。",
    ),
    "two Chinese stories": (
        "临江市政府星期三宣布，将在两年内关闭市区最后一座燃煤电厂，并在原址建设一座公园。环保团体对此表示欢迎。",
        "北山县图书馆昨日宣布，从下月起实行二十四小时开放。夜间将由志愿者值班，入口需要刷读者证，费用不变。",
    ),
    "two Japanese stories": (
        "県北部の小さな町で、廃校になった小学校を活用した宿泊施設が来月オープンする。教室を改装した客室が八つある。",
        "港町の魚市場で初めての競りが行われ、大きなまぐろに高い値がついた。競り落とした店の主人は笑顔で話した。",
    ),
    "two Thai stories": (
        "สะพานข้ามคลองบางน้ำดำถล่มเมื่อเช้าวันจันทร์ มีผู้บาดเจ็บเก้าคนและรถบรรทุกหนึ่งคันตกลงไปในน้ำ",
        "ชาวนาในจังหวัดทางเหนือเริ่มเก็บเกี่ยวข้าวเร็วกว่าปกติสองสัปดาห์ เพราะฝนมาเร็วและแดดแรงตลอดเดือน",
    ),
    "one caption": (pictured(prose(41, 120)), pictured(prose(42, 130))),
    "one form, two days": (
        FORM.format("Monday", 10, 17, 12, 6, 11, "18.21"),
        FORM.format("Tuesday", 9, 15, 11, 8, 19, "18.19"),
    ),
    "one form, figures in words": (
        JAPANESE.format("十二", "十四", "四十", "五・一"),
        JAPANESE.format("十九", "三十七", "五十", "五・三"),
    ),
}
ENTRIES = [f"1{hour}.20 {prose(60 + hour, 30)}" for hour in range(8)]
TOGETHER = {
    "a live blog and its earlier state": ("\n".join(ENTRIES[4::-1]), "\n".join(ENTRIES[::-1])),
    "a report of the weather, printed twice": (
        FORM.format("Monday", 10, 17, 12, 6, 11, "18.21"),
        "Our weather desk. " + FORM.format("Monday", 10, 17, 12, 6, 11, "18.21"),
    ),
}


@pytest.mark.parametrize("name", APART)
def test_what_only_looks_alike_stays_apart_in_a_desk(tmp_path: Path, name: str) -> None:
    one, other = APART[name]
    desk = new_desk(tmp_path)

    take(desk, named(one=one, other=other))

    assert clusters(desk) == [["one"], ["other"]]
    assert published(desk, "from matches where accepted") == []


@pytest.mark.parametrize("name", TOGETHER)
def test_what_is_told_twice_is_one_cluster_in_a_desk(tmp_path: Path, name: str) -> None:
    one, other = TOGETHER[name]
    desk = new_desk(tmp_path)

    take(desk, named(one=one, other=other))

    assert clusters(desk) == [["one", "other"]]
