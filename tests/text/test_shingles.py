import numpy as np

from copydesk.tasks.text.shingles import CHARACTERS_LONG, WORDS_LONG, shingle
from copydesk.tasks.text.tokens import tokenise

CHINESE = "市政府星期一宣布因河水上涨将关闭老桥两个星期"
JAPANESE = "市は川の水位が上がったため古い橋を二週間閉鎖すると発表した"


def hashes(body: str) -> list[int]:
    return shingle([body]).hashes.tolist()


def test_a_text_of_n_words_has_n_minus_four_shingles():
    assert [len(hashes(" ".join("abcdefgh"[:words]))) for words in (0, 1, 4, 5, 8)] == [0, 0, 0, 1, 4]


def test_the_same_passage_has_the_same_shingles_in_any_text():
    passage = (
        "the ferry left the harbour before the storm 北京市政府星期一宣布关闭老桥 and nobody saw it again"
    )
    around = f"On Monday night {passage} said the harbour master."

    assert set(hashes(passage)) <= set(hashes(around))


def test_word_order_matters():
    assert not set(hashes("one two three four five")) & set(hashes("five four three two one"))


def test_scripts_without_spaces_take_longer_shingles():
    tokens = tokenise([CHINESE, JAPANESE])
    shingles = shingle([CHINESE, JAPANESE])

    assert np.diff(tokens.offsets).tolist() == [len(CHINESE), len(JAPANESE)]
    assert set(shingles.lengths.tolist()) <= set(CHARACTERS_LONG.values())
    assert min(shingles.lengths) > WORDS_LONG


def test_chinese_and_japanese_have_nothing_in_common():
    assert not set(hashes(CHINESE)) & set(hashes(JAPANESE))


def test_a_shingle_knows_its_first_token_and_its_length():
    shingles = shingle(["one two three four five six", "桥" * 20])

    assert shingles.first.tolist() == [0, 1, *range(12)]
    assert shingles.lengths.tolist() == [5, 5, *[9] * 12]


def test_one_word_repeated_is_one_shingle_over_and_over():
    shingles = shingle(["word " * 100_000])

    assert shingles.hashes.size == 99_996
    assert np.unique(shingles.hashes).size == 1


def test_hashes_are_the_same_for_ever():
    # They are stored: whoever changes them must raise the version in `minhash.py`.
    assert hashes("the storm closed the bridge") == [4353293208632793917]
