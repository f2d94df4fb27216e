import datasketch
import numpy as np
import pytest

from copydesk.tasks.text.fingerprint import fingerprint
from copydesk.tasks.text.minhash import IndexPlan, plan
from copydesk.tasks.text.shingles import shingle

WORDS = ["harbour", "ferry", "council", "storm", "bridge", "market", "school", "winter", "minister", "river"]


@pytest.fixture(scope="module")
def index_plan() -> IndexPlan:
    return plan()


def texts(count: int) -> list[str]:
    """Texts of 0 to 79 words; every fourth is the one before it with some words changed."""
    random = np.random.default_rng(7)
    made: list[str] = []
    for number in range(count):
        words = random.choice(WORDS, size=number % 80).tolist()
        if number % 4 == 3:
            words = made[-1].split()
            words[:: 2 + number % 19] = ["fog"] * len(words[:: 2 + number % 19])
        made.append(" ".join(words))
    return made


def load(signature: np.ndarray) -> datasketch.MinHash:
    return datasketch.MinHash(hashvalues=signature, scheme="affine32")


def test_a_stored_signature_is_the_one_datasketch_makes_of_the_same_shingles(index_plan):
    bodies = texts(100)
    shingles = shingle(bodies)

    signatures = fingerprint(bodies, index_plan).signatures

    for row, signature in enumerate(signatures):
        hashes = shingles.hashes[shingles.offsets[row] : shingles.offsets[row + 1]]
        made = datasketch.MinHash(num_perm=128, seed=1, scheme="affine32", hashfunc=int)
        made.update_batch([int(one) & 0xFFFFFFFF for one in hashes])
        assert load(signature) == made


def test_band_keys_pair_the_same_texts_as_the_index_of_datasketch(index_plan):
    bodies = texts(200)
    prints = fingerprint(bodies, index_plan)
    index = datasketch.MinHashLSH(num_perm=128, params=(index_plan.bands, index_plan.rows))
    filled = np.flatnonzero(prints.shingles).tolist()
    for row in filled:
        index.insert(row, load(prints.signatures[row]))

    for row in filled:
        meeting = (prints.band_keys == prints.band_keys[row]).any(axis=1) & (prints.shingles > 0)
        assert set(np.flatnonzero(meeting)) == set(index.query(load(prints.signatures[row])))


def test_keys_of_different_bands_never_meet(index_plan):
    prints = fingerprint(["one and the same word all along " * 9], index_plan)

    assert np.unique(prints.band_keys).size == index_plan.bands


def test_bands_and_rows_are_those_of_the_optimiser(index_plan):
    index = datasketch.MinHashLSH(threshold=0.5, num_perm=128)

    assert (index_plan.bands, index_plan.rows) == (index.b, index.r)
