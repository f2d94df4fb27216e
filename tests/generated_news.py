"""Small collections of invented news that collide: reprints, excerpts, stubs, and the same document again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from hypothesis import Phase, settings
from hypothesis import strategies as st

from copydesk.storage.records import RawDocument
from tests.desks import document

# Each example makes desks, at half a second each: making a failing one smaller would take many minutes.
generated = settings(max_examples=6, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
at = datetime.fromisoformat

STORIES = (
    (
        "The harbour of Vellmouth was closed on Tuesday after a dredger lost its anchor in the fairway.",
        "Pilots kept eleven ships waiting outside the breakwater until the wreck buoys had been laid.",
        "The port captain said the chain weighed more than forty tonnes and could not be lifted by night.",
        "Fishermen complained that nobody had told them which channel would be open in the morning.",
        "A salvage barge from the neighbouring county is expected to arrive before the weekend.",
        "Insurance assessors put the loss at two million crowns, not counting the delayed grain.",
    ),
    (
        "Councillors in Easterby voted by nine to four to keep the open-air baths for another decade.",
        "The roof of the changing rooms leaks, and repairs will cost more than a whole summer earns.",
        "Swimmers had collected six thousand signatures and carried them into the chamber in buckets.",
        "The mayor abstained because her brother runs the kiosk beside the paddling pool.",
        "Opponents wanted to sell the meadow to a builder who promised ninety homes and a nursery.",
        "Work on the roof begins in October, when the last warm evenings are over.",
    ),
    (
        "市政府星期三宣布关闭旧码头的两座仓库，因为暴雨冲坏了它们的地基。",
        "工程师说修复工作至少需要八个月，费用由省里和港口公司分担。",
        "附近居民担心货车改道以后会经过小学门口，要求设置新的红绿灯。",
        "港口公司答应在年底以前公布全部检测报告，并且接受独立专家的复查。",
    ),
)
ASIDES = (
    "Nobody was hurt.",
    "A spokeswoman declined to comment on the figures before the report is published next month.",
    "“We were lucky that it happened at slack water and not an hour later,” said the harbour master.",
)
FURNITURE = (
    "Source: Reuters",
    "Keep reading with a 7-day free trial",
    "By Ada Lovelace",
    "Subscribe to our newsletter",
    "(AFP)",
    "2023/09/28 • 1080p",
)
HEADLINES = (
    "Harbour closed after dredger loses anchor",
    "Easterby keeps its open-air baths",
    "旧码头两座仓库关闭",
)
ODD = (
    "",
    " \n\t",
    "Rain fell.",
    "Rain fell!",
    "!!!",
    "…",
    "Source: NATO",
    "a\x00b",
    "雨",
    "Subscribe to our newsletter\n\nBy Ada Lovelace",
)
URLS = (
    "https://harbour.example/ferry",
    "https://Harbour.example/ferry?utm_source=feed",
    "https://harbour.example/baths",
    "not a url",
)

maybe: Callable[[st.SearchStrategy[object]], st.SearchStrategy[object]] = lambda some: st.none() | some  # noqa: E731
days = st.sampled_from([at("2023-09-28"), at("2023-09-28T10:30"), at("2024-02-01")])
dates = st.fixed_dictionaries(
    {
        "published_at": days,
        "published_precision": st.sampled_from(["day", "second"]),
        "published_from": st.sampled_from(["document", "page"]),
    }
)
undated = st.just({"published_at": None, "published_precision": None, "published_from": None})
# What may differ when the same document comes again.
told = st.fixed_dictionaries(
    {
        "title": maybe(st.sampled_from([*HEADLINES, *(story[0] for story in STORIES), "Rain fell."])),
        "author": maybe(st.sampled_from(["Ada Lovelace", "Bo Chen"])),
        "publisher": maybe(st.sampled_from(["Harbour Post", "The Baths"])),
        "language": maybe(st.sampled_from(["en", "zh"])),
        "captured_at": maybe(days),
        "extra": maybe(st.sampled_from(['{"desk": "a"}', '{"desk": "b"}'])),
        "uri": st.sampled_from(["lines.jsonl", "others.jsonl"]),
    }
)
metadata = st.builds(lambda one, other: {**one, **other}, told, undated | dates)
keys = st.sampled_from(
    [
        {},
        {"external_id": "7"},
        {"url": URLS[0]},
        {"url": URLS[1]},
        {"url": URLS[2]},
        {"url": URLS[3]},
        {"external_id": URLS[0]},
        {"external_id": URLS[0], "url": URLS[2]},
    ]
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A text that shares sentences with others like it."""
    if draw(st.integers(0, 7)) == 0:
        return draw(st.sampled_from(ODD))
    story = list(draw(st.sampled_from(STORIES)))
    sentences = story[draw(st.sampled_from([0, 0, 0, 1, 2])) : draw(st.sampled_from([6, 6, 6, 5, 4, 3, 2]))]
    if draw(st.booleans()):
        place = draw(st.integers(0, len(sentences)))
        sentences[place : place + draw(st.integers(0, 1))] = [
            draw(st.sampled_from([*ASIDES, *STORIES[1][:2]]))
        ]
    head = draw(st.sampled_from([[], [], [HEADLINES[0]], [FURNITURE[2]], [HEADLINES[1], FURNITURE[2]]]))
    tail = draw(st.lists(st.sampled_from(FURNITURE), max_size=2))
    joint = draw(st.sampled_from([" ", "\n", "\n\n"]))
    return "\n".join([*head, joint.join(sentences), *tail])


@st.composite
def collections(draw: st.DrawFn, max_size: int = 9) -> list[RawDocument]:
    """Some documents; a few of them come again, with other metadata."""
    found: list[RawDocument] = []
    for text in draw(st.lists(texts(), min_size=1, max_size=max_size)):
        source = draw(st.sampled_from(["Harbour Post", "The Baths", "港口日报"]))
        found.append(document(text, source, **{**draw(metadata), **draw(keys)}))
    for one in draw(st.lists(st.sampled_from(found), max_size=3)):
        kept = {"external_id": one.external_id, "url": one.url}
        found.append(replace(one, **{**draw(metadata), **draw(st.just(kept) | keys)}))
    return found
