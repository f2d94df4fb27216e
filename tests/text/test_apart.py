import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.tasks.text.choose import Candidates, Edges, Stars, choose

COUNT = 8
pairs = st.tuples(st.integers(0, COUNT - 1), st.integers(0, COUNT - 1)).filter(lambda two: two[0] < two[1])


def candidates(ids: list[str]) -> Candidates:
    """Articles that rank by their ids alone."""
    none, unknown = np.zeros(len(ids), np.bool_), np.full(len(ids), np.datetime64("NaT", "us"))
    return Candidates(np.array(ids), np.full(len(ids), 400), none, none, none, unknown, unknown, none * 0)


def stars(ids: list[str], matches: dict[tuple[str, str], float], apart: list[tuple[str, str]]) -> Stars:
    """The stars of articles by id, whatever order all of it is in."""
    row = {name: place for place, name in enumerate(ids)}
    first = np.array([row[one] for one, _ in matches], np.int64)
    second = np.array([row[other] for _, other in matches], np.int64)
    inside = np.array(list(matches.values()), np.float64)
    split = np.array([(row[one], row[other]) for one, other in apart], np.int64).reshape(-1, 2)
    return choose(candidates(ids), Edges(first, second, inside / 2, inside, inside), apart=split)


def clusters(ids: list[str], chosen: Stars) -> dict[str, str]:
    return {name: ids[chosen.canonical[row]] for row, name in enumerate(ids)}


def test_of_two_that_must_not_meet_the_one_that_ranks_lower_leaves():
    ids, matches = ["a", "b", "c"], {("a", "b"): 0.9, ("a", "c"): 0.9}

    assert clusters(ids, stars(ids, matches, [("c", "b")])) == {"a": "a", "b": "a", "c": "c"}


def test_the_one_that_leaves_takes_those_along_that_it_matches_best():
    ids = ["a", "b", "c", "d"]
    matches = {("a", "b"): 0.9, ("a", "c"): 0.9, ("a", "d"): 0.5, ("c", "d"): 0.8}

    assert clusters(ids, stars(ids, matches, [("b", "c")])) == {"a": "a", "b": "a", "c": "c", "d": "c"}


def test_the_one_that_may_not_stay_takes_its_second_best_star():
    ids = ["a", "b", "c", "d"]
    matches = {("a", "c"): 0.9, ("a", "d"): 0.9, ("b", "d"): 0.5}

    assert clusters(ids, stars(ids, matches, [("c", "d")])) == {"a": "a", "b": "b", "c": "a", "d": "b"}


def test_three_that_must_not_meet_stand_in_three_stars():
    ids, matches = list("abcd"), {("a", other): 0.9 for other in "bcd"}
    chosen = stars(ids, matches, [("b", "c"), ("c", "d"), ("b", "d")])

    assert clusters(ids, chosen) == {"a": "a", "b": "a", "c": "c", "d": "d"}
    assert sorted(chosen.blocked.values()) == [(2, 1), (3, 1)]


@settings(deadline=None, max_examples=300)
@given(
    st.dictionaries(pairs, st.sampled_from([0.4, 0.6, 0.8]), max_size=20),
    st.sets(pairs, max_size=6),
    st.randoms(),
)
def test_who_must_not_meet_never_does_and_the_set_decides_alone(matches, apart, random):
    ids = [f"a{number}" for number in range(COUNT)]
    usable = {
        (ids[one], ids[other]): inside
        for (one, other), inside in matches.items()
        if (one, other) not in apart
    }
    split = [(ids[one], ids[other]) for one, other in sorted(apart)]
    chosen = clusters(ids, first := stars(ids, usable, split))

    assert all(chosen[one] != chosen[other] for one, other in split)
    for name, canonical in chosen.items():
        assert chosen[canonical] == canonical
        assert name == canonical or (name, canonical) in usable or (canonical, name) in usable
    told = [tuple(usable)[edge] for edge in first.blocked]
    assert all(chosen[one] != chosen[other] for one, other in told)
    both_canonical = [two for two in usable if all(chosen[one] == one for one in two)]
    assert set(both_canonical) <= set(told)

    shuffled, order = random.sample(ids, COUNT), random.sample(list(usable), len(usable))
    turned = {two[::-1] if random.random() < 0.5 else two: usable[two] for two in order}
    again = stars(shuffled, turned, [two[::-1] for two in reversed(split)])
    assert clusters(shuffled, again) == chosen
