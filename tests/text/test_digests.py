import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from copydesk.tasks.text.digests import Overlaps, breaks_at_digest, find_digests
from copydesk.tasks.text.relation import Facts, relate
from copydesk.tasks.text.thresholds import Thresholds
from copydesk.tasks.text.verify import compare

ALL = 2**64 - 1
TOP, MIDDLE, END = 0xFFFF, 0xFFFF_0000, 0xFFFF << 48


def digests(count: int, *rows: tuple[int, int, int, int]) -> list[int]:
    """Rows of matches: an article, another, and what of each is shared."""
    first, second, coverage, other = zip(*rows, strict=True)
    overlaps = Overlaps(
        np.array(first), np.array(second), np.array(coverage, np.uint64), np.array(other, np.uint64)
    )
    return np.flatnonzero(find_digests(count, overlaps, Thresholds())).tolist()


STORIES = [
    "The ferry to the northern islands will sail twice a day from Monday. The owners bought a second ship "
    "in spring and have painted it green. Islanders had asked for an evening boat for eleven years.",
    "Three cows swam across the Lorn on Sunday and were found in the garden of the bishop. Firefighters led "
    "them home over the bridge. The bishop wrote that nobody had ever mowed his lawn so quietly.",
    "The museum of clocks will close because nobody wants to wind them. Its last keeper retires in May after "
    "forty years. The town is looking for a school that would take the four hundred pieces.",
    "A court has allowed the baker of Mill Lane to ring a bell when the bread is ready. Neighbours had gone "
    "to law about the noise at five in the morning. The judge found that the smell woke them anyway.",
    "Harwick won its first match since autumn with a goal in the last minute. The keeper scored it with his "
    "head. He told the crowd that he had only gone forward because he was cold.",
]


def test_a_digest_of_five_stories_joins_none_of_them():
    digest = (
        "Our week in five minutes.\n" + "\n".join(STORIES) + "\nThat was the week, thank you for reading."
    )
    pairs = np.array([(story, 5) for story in range(5)])
    figures = compare([*STORIES, digest], pairs)
    unknown = np.full(5, np.datetime64("NaT", "us"))
    assert relate(figures, Facts(unknown, unknown), Thresholds()).accepted.all()

    overlaps = Overlaps(pairs[:, 0], pairs[:, 1], figures.first.coverage, figures.second.coverage)
    found = find_digests(6, overlaps, Thresholds())

    assert np.flatnonzero(found).tolist() == [5]
    assert breaks_at_digest(pairs[:, 0], pairs[:, 1], found).all()


def test_an_article_that_holds_stories_of_several_others_is_a_digest():
    assert digests(4, (0, 3, ALL, TOP), (1, 3, ALL, MIDDLE), (2, 3, ALL, END)) == [3]


def test_the_longer_text_may_be_the_part():
    # Half of the digest stands in a longer story, half in another.
    assert digests(3, (0, 1, TOP, TOP), (0, 2, END, TOP)) == [0]


def test_excerpts_of_the_same_part_make_no_digest():
    assert digests(3, (0, 2, ALL, TOP), (1, 2, ALL, TOP | 0x10000)) == []


def test_excerpts_that_match_each_other_make_no_digest():
    assert digests(3, (0, 2, ALL, TOP), (1, 2, ALL, MIDDLE), (0, 1, TOP, TOP)) == []


def test_one_excerpt_makes_no_digest():
    assert digests(2, (0, 1, ALL, TOP)) == []


def test_reprints_of_a_digest_stay_matched_and_its_stories_leave():
    stories_of = lambda digest: [(0, digest, ALL, TOP), (1, digest, ALL, END)]  # noqa: E731 - shorter than a def
    rows = [*stories_of(2), *stories_of(3), (2, 3, ALL, ALL)]
    found = np.isin(np.arange(4), digests(4, *rows))

    first, second = np.array([row[:2] for row in rows]).T
    assert breaks_at_digest(first, second, found).tolist() == [True, True, True, True, False]


def test_a_flood_of_copies_is_no_digest_and_takes_no_time():
    assert digests(3001, *[(copy, 3000, ALL, ALL) for copy in range(3000)]) == []


def test_copies_of_a_digest_do_not_hide_its_stories():
    copies = [(copy, 100, ALL, ALL) for copy in range(100)]

    assert digests(103, *copies, (101, 100, ALL, TOP), (102, 100, ALL, END)) == [100]


@given(
    st.lists(st.sampled_from([TOP, MIDDLE, END, TOP | MIDDLE, ALL, 0]), min_size=2, max_size=6), st.randoms()
)
def test_the_order_of_matches_changes_nothing(parts, random):
    rows = [(place, len(parts), ALL, part) for place, part in enumerate(parts)]
    shuffled = random.sample(rows, len(rows))

    assert digests(len(parts) + 1, *rows) == digests(len(parts) + 1, *shuffled)
