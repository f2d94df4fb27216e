import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from copydesk.tasks.text.choose import POLICY, Candidates, Edges, Stars, choose

DAY = np.datetime64("2024-05-01", "us")


def articles(**columns: list) -> Candidates:
    """Articles that differ in the given columns only; `days` after the first of May."""
    count = len(next(iter(columns.values())))
    flags = {
        name: np.array(columns.get(name, [False] * count), bool) for name in ("pinned", "partial", "digest")
    }
    never = [None] * count
    return Candidates(
        ids=np.array(columns.get("ids", [f"a{number}" for number in range(count)])),
        words=np.array(columns.get("words", [400] * count), int),
        **flags,
        published_at=moments(columns.get("published", never)),
        captured_at=moments(columns.get("captured", never)),
        publisher_rank=np.array(columns.get("publisher", [0] * count), int),
    )


def moments(days: list) -> np.ndarray:
    known = [np.datetime64("NaT", "us") if day is None else DAY + np.timedelta64(day, "D") for day in days]
    return np.array(known, "datetime64[us]")


def matches(*rows: tuple[int, int, float]) -> Edges:
    """Matches of two articles with containment, the same both ways."""
    first, second, containment = np.array(rows, float).reshape(-1, 3).T
    return Edges(first.astype(int), second.astype(int), containment / 2, containment, containment)


def canonical(candidates: Candidates, *rows: tuple[int, int, float]) -> list[int]:
    return choose(candidates, matches(*rows)).canonical.tolist()


def decided(candidates: Candidates) -> tuple[int, str]:
    """The winner of two matched articles, and why."""
    stars = choose(candidates, matches((0, 1, 0.9)))
    winner = int(stars.canonical[0])
    return winner, str(stars.decided_by[winner])


def test_an_article_without_matches_is_canonical():
    assert canonical(articles(words=[400, 400])) == [0, 1]


def test_no_articles_have_no_stars():
    assert canonical(articles(words=[])) == []


def test_each_step_of_the_policy_decides_when_those_before_are_equal():
    assert decided(articles(words=[900, 100], pinned=[False, True])) == (1, "pinned")
    assert decided(articles(words=[900, 100], partial=[True, False])) == (1, "access")
    assert decided(articles(words=[900, 100], digest=[True, False])) == (1, "digest")
    assert decided(articles(words=[300, 400], published=[0, 1])) == (1, "completeness")
    assert decided(articles(words=[400, 400], published=[1, 0])) == (1, "time")
    assert decided(articles(words=[400, 400], publisher=[2, 1])) == (1, "publisher")
    assert decided(articles(words=[400, 400], ids=["b", "a"])) == (1, "id")


def test_a_few_leftover_words_do_not_make_a_text_more_complete():
    assert decided(articles(words=[405, 400], published=[1, 0])) == (1, "time")


def test_the_time_of_capture_stands_in_for_an_unknown_date_and_no_date_comes_last():
    assert decided(articles(words=[400, 400], published=[2, None], captured=[0, 1])) == (1, "time")
    assert decided(articles(words=[400, 400], published=[None, 9])) == (1, "time")


def test_the_policy_is_the_desk_s_to_set():
    candidates = articles(words=[300, 400], published=[0, 1])
    by_time = ("pinned", "time", "completeness")

    assert choose(candidates, matches((0, 1, 0.9)), by_time).canonical.tolist() == [0, 0]


def test_nothing_joins_by_hearsay():
    # 0 and 2 are both matched to 1, not to each other; 0 is the longest, so 1 is its.
    chain = articles(words=[900, 600, 500, 400])

    assert canonical(chain, (0, 1, 0.9), (1, 2, 0.9), (2, 3, 0.9)) == [0, 0, 2, 2]


def test_an_article_goes_to_the_canonical_one_it_matches_best():
    candidates = articles(words=[900, 800, 300])

    assert canonical(candidates, (2, 0, 0.5), (2, 1, 0.7)) == [0, 1, 1]


def test_containment_counts_in_the_direction_of_the_joining_article():
    candidates = articles(words=[900, 800, 300])
    edges = Edges(
        first=np.array([0, 2]),
        second=np.array([2, 1]),
        jaccard=np.array([0.3, 0.3]),
        containment=np.array([0.9, 0.5]),
        other_containment=np.array([0.4, 0.9]),
    )

    assert choose(candidates, edges).canonical.tolist() == [0, 1, 1]


def test_a_fuller_story_becomes_canonical_when_it_arrives():
    assert canonical(articles(words=[200, 190]), (0, 1, 0.9)) == [0, 0]
    assert canonical(articles(words=[200, 190, 500]), (0, 1, 0.9), (0, 2, 0.9), (1, 2, 0.9)) == [2, 2, 2]


def test_the_articles_of_a_withdrawn_canonical_one_find_each_other():
    whole = articles(words=[500, 200, 190])
    assert canonical(whole, (0, 1, 0.9), (0, 2, 0.9), (1, 2, 0.8)) == [0, 0, 0]

    assert canonical(articles(words=[200, 190]), (0, 1, 0.8)) == [0, 0]


@st.composite
def collections(draw: st.DrawFn) -> tuple[Candidates, list[tuple[int, int, float]]]:
    count = draw(st.integers(1, 9))
    columns = {
        "ids": draw(st.permutations([f"a{number}" for number in range(count)])),
        "words": draw(st.lists(st.integers(1, 900), min_size=count, max_size=count)),
        "partial": draw(st.lists(st.booleans(), min_size=count, max_size=count)),
        "published": draw(st.lists(st.none() | st.integers(0, 3), min_size=count, max_size=count)),
    }
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(
        lambda pair: pair[0] < pair[1]
    )
    found = draw(st.lists(pairs, unique=True, max_size=20)) if count > 1 else []
    shares = st.sampled_from([0.4, 0.5, 0.9])
    return articles(**columns), [(one, other, draw(shares)) for one, other in found]


def reordered(candidates: Candidates, order: list[int]) -> Candidates:
    columns = (getattr(candidates, name)[order] for name in Candidates.__slots__)
    return Candidates(*columns)


def by_id(candidates: Candidates, stars: Stars) -> dict[str, tuple[str, str]]:
    ids = candidates.ids.tolist()
    return {
        ids[row]: (ids[place], str(stars.decided_by[row]))
        for row, place in enumerate(stars.canonical.tolist())
    }


@given(collections(), st.randoms())
def test_the_order_of_articles_and_matches_changes_nothing(collection, random):
    candidates, rows = collection
    order = random.sample(range(len(candidates.ids)), len(candidates.ids))
    moved = [(order.index(one), order.index(other), share) for one, other, share in rows]
    random.shuffle(moved)

    before = by_id(candidates, choose(candidates, matches(*rows)))
    shuffled = reordered(candidates, order)
    assert by_id(shuffled, choose(shuffled, matches(*moved))) == before


@given(collections())
def test_every_article_is_matched_to_its_own_canonical_one(collection):
    candidates, rows = collection
    stars = choose(candidates, matches(*rows))

    for row, (place, edge) in enumerate(zip(stars.canonical.tolist(), stars.edge.tolist(), strict=True)):
        assert stars.canonical[place] == place
        assert (edge == -1) == (place == row)
        if edge >= 0:
            assert {row, place} == set(rows[edge][:2])


@given(collections())
def test_canonical_articles_do_not_match_each_other(collection):
    candidates, rows = collection
    stars = choose(candidates, matches(*rows))

    assert not any(stars.edge[one] < 0 and stars.edge[other] < 0 for one, other, _ in rows)


def test_a_policy_names_known_steps():
    assert POLICY == ("pinned", "access", "digest", "completeness", "time", "publisher", "id")
