import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.tasks.text.shingles import shingle
from copydesk.tasks.text.verify import Figures, compare

LEAD = "The council closed the old bridge on Monday after engineers found cracks in two of its piers."
BUSES = "Buses will take the ring road until the end of March, and cyclists may use the footbridge."
MAYOR = "“We had no choice,” the mayor said, “and nobody should have to cross a bridge that is unsafe.”"
PRICE = "Repairs will cost 2.4 million crowns over 18 months, twice what was planned in 2019."


def figures_of(first: str, second: str) -> Figures:
    return compare([first, second], np.array([[0, 1]]))


words = st.lists(st.sampled_from("abcdefg"), max_size=40).map(" ".join)


@given(st.lists(words, min_size=2, max_size=6), st.data())
@settings(deadline=None)
def test_figures_are_those_of_the_shingle_sets(bodies, data):
    place = st.integers(0, len(bodies) - 1)
    pairs = data.draw(st.lists(st.tuples(place, place).filter(lambda pair: pair[0] != pair[1]), max_size=8))
    figures = compare(bodies, np.array(pairs, np.int64).reshape(-1, 2))

    assert len(figures) == len(pairs)
    for row, (one, other) in enumerate(pairs):
        first, second = set(shingle([bodies[one]]).hashes), set(shingle([bodies[other]]).hashes)
        shared = len(first & second)
        assert figures.shared[row] == shared
        if not figures.identical[row]:
            assert figures.jaccard[row] == (shared / len(first | second) if shared else 0)
            assert figures.containment[row] == (shared / len(first) if shared else 0)
            assert figures.other_containment[row] == (shared / len(second) if shared else 0)


@given(st.lists(words, min_size=2, max_size=5), st.randoms())
@settings(deadline=None)
def test_a_pair_has_the_same_figures_in_whatever_company(bodies, random):
    pairs = [(one, other) for one in range(len(bodies)) for other in range(len(bodies)) if one != other]
    random.shuffle(pairs)
    figures = compare(bodies, np.array(pairs))

    for row, (one, other) in enumerate(pairs):
        alone = figures_of(bodies[one], bodies[other])
        assert figures.shared_words[row] == alone.shared_words[0]
        assert figures.first.coverage[row] == alone.first.coverage[0]
        assert figures.second.novel_words[row] == alone.second.novel_words[0]


def test_more_pairs_than_a_chunk_come_back_in_their_order():
    bodies = [f"{LEAD} Edition {number}. {BUSES * (number % 5)}" for number in range(60)]
    pairs = np.array([(one, other) for one in range(60) for other in range(60) if one != other])

    figures = compare(bodies, pairs)

    for row in (0, 1023, 1024, 3539):
        alone = compare(bodies, pairs[row : row + 1])
        assert figures.containment[row] == alone.containment[0]
        assert figures.second.coverage[row] == alone.second.coverage[0]


def test_shared_and_novel_words_of_a_text_are_all_its_words():
    figures = figures_of(f"{LEAD} {PRICE}", f"{LEAD} {BUSES} {MAYOR}")

    assert figures.shared_words.tolist() == [17]
    assert figures.first.novel_words.tolist() == [16]
    assert figures.second.novel_words.tolist() == [35]


def test_texts_of_the_same_words_are_identical_however_short():
    figures = figures_of("Rain, again!", "rain again")

    assert figures.identical.tolist() == [True]
    assert figures.jaccard.tolist() == figures.containment.tolist() == [1.0]
    assert figures.first.novel_words.tolist() == [0]


def test_short_texts_of_other_words_have_nothing_in_common():
    figures = figures_of("one two three four", "one two three five")

    assert not figures.identical.any()
    assert figures.containment.tolist() == figures.jaccard.tolist() == [0.0]
    assert figures.shared_words.tolist() == [0]


def test_quoted_words_are_counted_apart():
    figures = figures_of(f"{LEAD} {MAYOR}", f"{MAYOR} {BUSES}")

    assert figures.first.quoted.tolist() == figures.first.shared_quoted.tolist() == [15]
    assert figures.second.shared_quoted.tolist() == [15]


def test_what_follows_an_announcement_is_quoted_where_it_is_shared():
    letter = f"The full letter:\n{LEAD} {BUSES}"

    figures = figures_of(f"{PRICE}\n{letter}", f"Nobody knew.\n{letter}")

    assert figures.first.shared_words.tolist() == [37]
    assert figures.first.shared_quoted.tolist() == [34]


def test_facts_swapped_between_shared_passages_are_counted():
    form = "shares of the harbour company in {} rose by {} percent to {} crowns on the last day of the week"
    one = form.format("Ashby", "6-3/16", "1,041")

    swapped = figures_of(one, form.format("Harwick", "6-5/16", "1,052")).first
    assert (swapped.swapped_facts.tolist(), swapped.shared_facts.tolist()) == ([3], [0])
    same = figures_of(one, form.format("Ashby", "6-3/16", "1041")).first
    assert (same.swapped_facts.tolist(), same.shared_facts.tolist()) == ([0], [2])


def test_coverage_tells_which_part_is_shared():
    filler = [" ".join(f"w{part}x{word}" for word in range(64)) for part in range(4)]

    figures = figures_of(filler[1], " ".join(filler))

    assert figures.first.coverage.tolist() == [2**64 - 1]
    assert figures.second.coverage.tolist() == [0xFFFF_0000]


def test_no_pairs_have_no_figures():
    assert len(compare([LEAD], np.zeros((0, 2), np.int64))) == 0
    assert len(compare([], np.zeros((0, 2), np.int64))) == 0


def test_one_word_repeated_a_hundred_thousand_times_is_one_shingle():
    figures = figures_of("word " * 90_000, "word " * 100_000)

    assert figures.containment.tolist() == [1.0]
