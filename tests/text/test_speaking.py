"""Who says "I" or "we" is told in every script, and is not told from what only looks like it."""

import pytest

from copydesk.tasks.text.facts import find_facts
from copydesk.tasks.text.speaking import speaking_tokens
from copydesk.tasks.text.tokens import tokenise


def spoken(text: str) -> list[str]:
    tokens = tokenise([text])
    said = speaking_tokens(tokens, find_facts([text], tokens).keys)
    stretches = zip(tokens.starts[said].tolist(), tokens.stops[said].tolist(), strict=True)
    return [text[start:stop] for start, stop in stretches]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We thank all who helped us on Monday.", ["We", "us"]),
        ("Unsere Leute kommen, und wir kommen mit.", ["Unsere", "wir"]),
        ("Мы благодарим нашу команду.", ["Мы", "нашу"]),
        ("我们感谢所有人，我很高兴。", ["我", "我"]),
        ("私たちは知らなかった。", ["私"]),
        ("저희는 사과드립니다.", ["저희는"]),
        ("हमने अपनी रिपोर्ट दी।", ["हमने"]),
    ],
)
def test_words_for_oneself_are_found(text: str, words: list[str]) -> None:
    assert spoken(text) == words


def test_a_sequence_of_characters_is_found_by_its_first() -> None:
    assert spoken("เราขอแสดงความเสียใจ") == ["เ"]


@pytest.mark.parametrize(
    "text",
    [
        "The US sent ships, and US officials said so.",
        "我国与我市签署协议。",
        "私立学校と私鉄の話。",
        "Vi sono tre ponti.",
    ],
)
def test_what_only_looks_like_them_is_not(text: str) -> None:
    assert spoken(text) == []
