"""The account of a cleaning: cuts and repairs in offsets of the raw text."""

from hypothesis import given
from hypothesis import strategies as st

from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.page import Hit, Mention, Page
from copydesk.tasks.text.ledger import Ledger
from copydesk.tasks.text.spans import Credit, Given, Span


def entered(ledger: Ledger, *hits: Hit, mentions: tuple[Mention, ...] = ()) -> Ledger:
    page = Page.of(ledger.body, Given())
    page.hits.extend(hits)
    page.mentions.extend(mentions)
    ledger.enter(page)
    return ledger


def test_a_cut_stands_where_it_stood_when_nothing_was_repaired():
    ledger = entered(Ledger("Rain.\nShare"), Hit(6, 11, Finding("share", "share.phrase")))

    assert ledger.spans([]) == (Span(6, 11, "share", "share.phrase"),)


def test_a_cut_behind_a_repair_stands_where_the_raw_text_has_it():
    ledger = Ledger("S\u00c3\u00a3o\u200b rain.\nShare")
    ledger.replace([(1, 3, "ã"), (4, 5, "")])

    entered(ledger, Hit(10, 15, Finding("share", "share.phrase")))

    assert ledger.body == "São rain.\nShare"
    assert ledger.spans([])[0][:2] == (12, 17)


def test_a_repair_inside_a_cut_is_part_of_it():
    ledger = Ledger("Rain.\nSha\u200bre")
    ledger.replace([(9, 10, "")])

    entered(ledger, Hit(6, 11, Finding("share", "share.phrase")))

    assert ledger.spans([Span(9, 10, "repair", "repair.zero_width")]) == (
        Span(6, 12, "share", "share.phrase"),
    )


def test_cuts_that_overlap_become_one():
    finding = Finding("ui", "ui.phrase")
    ledger = entered(Ledger("0123456789"), Hit(0, 6, finding), Hit(4, 9, finding), Hit(9, 10, finding))

    assert [span[:2] for span in ledger.spans([])] == [(0, 9), (9, 10)]


def test_a_credit_is_mentioned_once():
    mention = Mention(0, Credit("WHO", "via"))
    ledger = entered(Ledger("World"), mentions=(mention,))

    entered(ledger, mentions=(mention,))

    assert ledger.mentions == [mention]


def test_a_forgotten_account_is_empty():
    ledger = entered(Ledger("Share"), Hit(0, 5, Finding("share", "share.phrase")))

    ledger.forget()

    assert ledger.spans([]) == ()


@given(st.text(max_size=30), st.data())
def test_repairs_are_undone_by_their_places(raw, data):
    cuts = sorted(data.draw(st.sets(st.integers(0, len(raw)), max_size=6)))
    edits = [(start, stop, "+") for start, stop in zip(cuts[::2], cuts[1::2], strict=False)]
    ledger = Ledger(raw)
    ledger.replace(edits)
    expected = raw
    for start, stop, replacement in reversed(edits):
        expected = expected[:start] + replacement + expected[stop:]

    assert ledger.body == expected
    for position, char in enumerate(ledger.body):
        span = entered(Ledger(raw), Hit(0, 0, Finding("", ""))) and ledger._raw_position(position)
        assert char == "+" or raw[span[0] : span[1]] == char
