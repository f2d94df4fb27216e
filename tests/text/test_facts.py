import numpy as np
import pytest

from copydesk.tasks.text.facts import find_facts
from copydesk.tasks.text.tokens import tokenise


def facts_of(text: str) -> list[str]:
    tokens = tokenise([text])
    lengths = find_facts([text], tokens).lengths
    return [
        text[tokens.starts[place] : tokens.stops[place + lengths[place] - 1]]
        for place in np.flatnonzero(lengths).tolist()
    ]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("The mayor of Ashby met Anna Krol.", ["Ashby", "Anna", "Krol"]),
        ("Rain fell. Then snow. “Never,” she said.\nNobody came.", []),
        ("It cost $1,250.50 on 2023/09/28, or 6-3/16 percent.", ["1,250.50", "2023/09/28", "6-3/16"]),
        ("in the 34th minute", ["34th"]),
        ("THE RIVER ROSE BY 3 FEET", ["3"]),
        ("мэр города Ашби", ["Ашби"]),
        ("市长说", []),
        ("", []),
    ],
)
def test_names_and_numbers_are_facts(text, facts):
    assert facts_of(text) == facts


def test_a_thousand_is_the_same_number_with_a_comma_and_without():
    keys = [find_facts([text], tokenise([text])).keys[0] for text in ("1,000", "1000", "1001")]

    assert keys[0] == keys[1] != keys[2]
