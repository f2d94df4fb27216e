import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.tasks.text.characters import fold
from copydesk.tasks.text.tokens import slices, tokenise

SOLO = ("CJK UNIFIED", "CJK COMPAT", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")
INTERESTING = (
    "aBéß'’- .,1２½ﬁİıſ\u00ad\u200d\u0301\u0323\ufe0f☃™Ωш北京カがｶﾞー"
    "กี้ลາမ်한글각ا\u064bע\u05b7\U0001f600\U00020000𝔄"
)


def texts(largest: int = 60) -> st.SearchStrategy[str]:
    return st.text(
        st.sampled_from(INTERESTING) | st.characters(exclude_categories=("Cn", "Co")), max_size=largest
    )


def words_of(body: str) -> list[str]:
    """The slow way: fold the whole text, then walk it character by character."""
    words: list[str] = []
    before = "sign"
    for character in fold("".join(" " if kind_of(one) == "sign" else one for one in body)):
        kind = kind_of(character)
        goes_on = kind == "mark" or (kind == "word" and before != "solo")
        if goes_on and before != "sign":
            words[-1] += character
        elif kind != "sign":
            words.append(character)
        before = kind
    return words


def kind_of(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Mn", "Mc"}:
        return "mark"
    if category == "Cf":
        return "invisible"
    if category[0] not in "LN":
        return "sign"
    return "solo" if unicodedata.name(character, "").startswith(SOLO) or character in "々〇" else "word"


@settings(max_examples=300, deadline=None)
@given(texts())
def test_tokens_are_the_words_of_the_folded_text(body):
    expected = tokenise(words_of(body)).hashes if words_of(body) else np.zeros(0, np.uint64)

    assert tokenise([body]).hashes.tolist() == expected.tolist()


@given(st.lists(texts(), max_size=8))
@settings(deadline=None)
def test_a_text_has_the_same_tokens_in_whatever_company(bodies):
    together = tokenise(bodies)

    alone = [tokenise([body]) for body in bodies]
    assert together.hashes.tolist() == [token for one in alone for token in one.hashes.tolist()]
    assert together.starts.tolist() == [place for one in alone for place in one.starts.tolist()]
    assert np.diff(together.offsets).tolist() == [one.hashes.size for one in alone]


@given(texts())
@settings(deadline=None)
def test_a_token_stands_where_it_says(body):
    tokens = tokenise([body])

    for token, start, stop in zip(tokens.hashes, tokens.starts.tolist(), tokens.stops.tolist(), strict=True):
        assert token in tokenise([body[start:stop]]).hashes


def test_hashes_are_the_same_for_ever():
    # They are stored: whoever changes them must raise the version in `minhash.py`.
    assert tokenise(["Storm, 北京 ß"]).hashes.tolist() == [
        7267601878342564803,
        15532109912950507731,
        410534219088341358,
        8749365846484460765,
    ]


def test_case_width_ligatures_and_soft_hyphens_do_not_matter():
    for one, other in (
        ("STRASSE", "Straße"),
        ("ﬁne", "FINE"),
        ("co\u00adoperate", "cooperate"),
        ("ＡＢ", "ab"),
    ):
        assert tokenise([one]).hashes.tolist() == tokenise([other]).hashes.tolist()


def test_punctuation_only_separates():
    assert tokenise(["Mr. O’Neil’s Secretary-General"]).hashes.size == 6
    assert tokenise(["… — “” ™ 😀 ___ ¯\\_(ッ"]).hashes.size == 1


def test_a_word_of_a_million_letters_is_one():
    assert tokenise(["a" * 1_000_000]).hashes.size == 1
    assert tokenise(["é\u0301" * 200_000]).hashes.size == 1


@pytest.mark.parametrize("space", [" ", "\n", "¸ ", ". — "])
def test_a_long_text_has_the_tokens_of_its_parts(space):
    part = space.join(["straße", "北京", "cafe\u0301", "1½"]) + space
    body = "x" * 150_000 + space + part * 20_000

    tokens, once = tokenise([body]), tokenise([part])

    assert tokens.offsets.tolist() == [0, 1 + 20_000 * once.hashes.size]
    assert np.array_equal(tokens.hashes[1:], np.tile(once.hashes, 20_000))
    last = tokens.starts[-once.hashes.size :] - tokens.starts[-once.hashes.size]
    assert last.tolist() == once.starts.tolist()


def test_slices_hold_every_text_once_and_there_is_always_one():
    bodies = ["x" * 90_000, "", "y" * 350_000, "z" * 900_000, "w"]

    assert [body for part in slices(bodies) for body in part] == bodies
    assert list(slices([])) == [[]]
