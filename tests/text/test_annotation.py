"""A raw text with what was cut from it, and what another has too."""

from hypothesis import given
from hypothesis import strategies as st

from copydesk.tasks.text.annotation import Piece, annotate, annotate_pair
from copydesk.tasks.text.clean import clean
from copydesk.tasks.text.spans import Span

FIRST = "Six boats came in with the tide and the crew of the last one said nothing at all."


def test_passages_are_marked_across_what_was_cut_between_them() -> None:
    raw = "By Ada\nSix boats came in with the tide ADVERTISEMENT and the crew of the last one said nothing."
    place = raw.index("ADVERTISEMENT")
    cuts = [Span(0, 6, "byline", "byline"), Span(place, place + 14, "promo", "promo")]

    pieces, other = annotate_pair(annotate(raw, cuts), [Piece(FIRST)])

    assert [piece.text for piece in pieces if piece.shared] == [
        "Six boats came in with the tide ",
        "and the crew of the last one said nothing",
    ]
    assert [piece.text for piece in other if piece.shared] == [FIRST[: FIRST.index(" at all")]]
    assert [piece.kind for piece in pieces if piece.kind] == ["byline", "promo"]


def test_a_repair_counts_as_what_it_put_there() -> None:
    raw = "Six boats came in with the tide at cafÃ© Nord."
    place = raw.index("Ã©")
    repaired = annotate(raw, [Span(place, place + 2, "repair", "repair.mojibake", "é")])

    pieces, other = annotate_pair(repaired, [Piece("Six boats came in with the tide at café Nord.")])

    assert [piece.replacement for piece in pieces if piece.kind == "repair"] == ["é"]
    assert [piece.text for piece in other if piece.shared] == ["Six boats came in with the tide at café Nord"]


def test_spans_beyond_the_end_of_a_text_that_was_cut_off_are_left_out() -> None:
    assert [
        piece.text for piece in annotate("Six boats", [Span(4, 40, "promo", "x"), Span(50, 60, "promo", "x")])
    ] == [
        "Six ",
        "boats",
    ]


@given(
    st.lists(
        st.sampled_from(
            ["By Ada Lovelace", FIRST, "Read more: the tide tables", "(Reuters) - ", "\n", "Share this"]
        ),
        max_size=8,
    )
)
def test_no_sign_of_a_text_is_lost_or_added(parts: list[str]) -> None:
    raw = "\n".join(parts)
    pieces, other = annotate_pair(annotate(raw, clean(raw).spans), [Piece(FIRST)])

    assert "".join(piece.text for piece in pieces) == raw
    assert "".join(piece.text for piece in other) == FIRST
