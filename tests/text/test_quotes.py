import pytest

from copydesk.tasks.text.quotes import quoted_spans


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said: “No.” She left.", ["“No.”"]),
        ('"We are late," he said. "Go on."', ['"We are late,"', '"Go on."']),
        ("„Nein“, sagte er. »Doch«, sagte sie.", ["„Nein“", "»Doch«"]),
        ("« Non », dit-il.", ["« Non »"]),
        ("「はい」と言った", ["「はい」"]),
        ("“It began here.\n\n“It ends here,” she said.", ["“It began here.\n\n“It ends here,”"]),
        ("“It is never closed.\nThe next “line” is.", ["“line”"]),
        ('A 5" screen and a 6" one, a "big" one.', ['"big"']),
        ('prices" said "we are" fine', ['"we are"']),
        ("It’s the councillors’ own ‘plan’.", ["‘plan’"]),
        ("The dogs' owner didn't say 'no', it's said.", ["'no'"]),
        ("'We didn't know,' the brothers' father said in the '90s.", ["'We didn't know,'"]),
        ("‘It’s over,’ she said.", ["‘It’s over,’"]),
        (
            "Rain is due.\n— Met Office (@metoffice) May 3\nIt rained.",
            ["Rain is due.\n— Met Office (@metoffice) May 3"],
        ),
        ("", []),
    ],
)
def test_somebody_s_words_are_found(text, quoted):
    assert [text[start:stop] for start, stop in quoted_spans(text)] == quoted
