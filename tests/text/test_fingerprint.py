import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.tasks.text.fingerprint import Fingerprints, fingerprint
from copydesk.tasks.text.minhash import IndexPlan, plan
from copydesk.tasks.text.shingles import shingle

STORY = (
    "The council closed the old bridge on Monday after engineers found cracks in two of its piers. "
    "Buses will take the ring road until the end of March, and cyclists may use the footbridge."
)


@pytest.fixture(scope="module")
def index_plan() -> IndexPlan:
    return plan()


def samples(prints: Fingerprints, row: int) -> list[int]:
    return prints.samples[prints.sample_offsets[row] : prints.sample_offsets[row + 1]].tolist()


@given(bodies=st.lists(st.text("ab c北ß.\u0301", max_size=80), max_size=6))
@settings(deadline=None)
def test_a_text_has_the_same_fingerprint_in_whatever_company(index_plan, bodies):
    together = fingerprint(bodies, index_plan)

    for row, body in enumerate(bodies):
        alone = fingerprint([body], index_plan)
        for name in ("words", "shingles", "text_hash", "signatures", "band_keys"):
            assert np.array_equal(getattr(together, name)[row], getattr(alone, name)[0])
        assert samples(together, row) == samples(alone, 0)


def test_many_texts_are_the_same_as_few(index_plan):
    bodies = [f"{STORY} Edition {number}. {STORY * (number % 7)}" for number in range(900)]
    together = fingerprint(bodies, index_plan)

    for row in (0, 450, 899):
        assert np.array_equal(together.signatures[row], fingerprint([bodies[row]], index_plan).signatures[0])
        assert samples(together, row) == samples(fingerprint([bodies[row]], index_plan), 0)


def test_the_sample_is_an_eighth_of_the_distinct_shingles(index_plan):
    body = " ".join(f"word{number}" for number in range(20_000))
    prints = fingerprint([body], index_plan)

    distinct = set(shingle([body]).hashes.tolist())
    assert samples(prints, 0) == sorted(one for one in distinct if one < 2**61)
    assert 2_300 < len(samples(prints, 0)) < 2_700


def test_shingles_count_once(index_plan):
    assert fingerprint(["word " * 100_000], index_plan).shingles.tolist() == [1]


def test_punctuation_case_and_spacing_make_no_other_text(index_plan):
    other = STORY.upper().replace(" ", "\n").replace(".", " !")

    assert len(set(fingerprint([STORY, other], index_plan).text_hash.tolist())) == 1


def test_different_texts_without_shingles_have_different_hashes(index_plan):
    bodies = ["", "!!!", "???", "😀", "😂", "one two", "two one", "one one", "one"]

    prints = fingerprint(bodies, index_plan)

    assert np.unique(prints.text_hash).size == len(bodies)
    assert not prints.shingles.any()


def test_a_text_without_shingles_has_the_signature_of_nothing(index_plan):
    prints = fingerprint(["too short", STORY, ""], index_plan)

    assert (prints.signatures[[0, 2]] == 0xFFFFFFFF).all()
    assert not (prints.signatures[1] == 0xFFFFFFFF).any()
    assert samples(prints, 0) == samples(prints, 2) == []


def test_no_texts_have_empty_columns_of_the_right_shape(index_plan):
    prints = fingerprint([], index_plan)

    assert len(prints) == 0
    assert prints.signatures.shape == (0, 128)
    assert prints.band_keys.shape == (0, index_plan.bands)


def test_half_a_surrogate_pair_is_no_obstacle(index_plan):
    assert fingerprint(["a broken \ud83d character and six more words"], index_plan).words.tolist() == [7]


def test_fingerprints_are_the_same_for_ever(index_plan):
    # They are stored: whoever changes them must raise the version in `minhash.py`.
    prints = fingerprint([STORY], index_plan)

    assert prints.text_hash.tolist() == [11359774786904623171]
    assert prints.signatures[0, :3].tolist() == [240759353, 197303559, 18179611]
    assert prints.band_keys[0, :2].tolist() == [2144719582510104481, 3856300429800337027]
