from copydesk.tasks.text.passages import shared_passages

LEAD = "The council closed the old bridge on Monday after engineers found cracks in two of its piers."
BUSES = "Buses will take the ring road until the end of March."


def told(body: str, stretches: list[tuple[int, int]]) -> list[str]:
    return [body[start:stop] for start, stop in stretches]


def test_passages_are_told_word_for_word_on_both_sides():
    one = f"Nobody was hurt.\n{LEAD} Repairs cost millions. {BUSES}"
    other = f"{BUSES.upper()}\n{LEAD.replace(' old ', ' old, ')}"

    passages = shared_passages(one, other)

    assert told(one, passages.first) == [LEAD.rstrip("."), BUSES.rstrip(".")]
    assert told(other, passages.second) == [f"{BUSES.upper()}\n{LEAD.replace(' old ', ' old, ')}".rstrip(".")]


def test_other_texts_share_no_passages():
    assert shared_passages(LEAD, BUSES) == ([], [])


def test_the_same_short_text_is_one_passage():
    assert shared_passages("Rain, again", "RAIN AGAIN!") == ([(0, 11)], [(0, 10)])


def test_empty_texts_have_no_passages():
    assert shared_passages("", "") == ([], [])
