"""Copies, corrections and updates are one story; forms, backgrounds and notices that two share are not."""

import numpy as np
import pytest

from copydesk.tasks.text.relation import Facts, relate
from copydesk.tasks.text.thresholds import Thresholds
from copydesk.tasks.text.tokens import tokenise
from copydesk.tasks.text.verify import compare

BACKGROUND = (
    "The quarry above Lorn was closed in 2011 after a wall of it had come down on the road. The owner, "
    "Greystone, was ordered to secure it within a year. Two courts have since found that the order was "
    "lawful. Nothing has been done, and the road is passable in daylight only. Some forty lorries a day "
    "go the long way round by Harwick."
)
ARREST = (
    "Customs officers stopped a van with nine hundred litres of untaxed gin on Friday. Its driver said "
    "that he had taken the wrong turn because of the closed road, and asked for a glass of water. He was "
    "let go in the morning."
)
CONCERT = (
    "A choir of sixty will sing among the rocks on midsummer night. Rehearsals began this week, with "
    "helmets. The conductor, Ada Finch, chose the place for its echo, which takes four seconds and "
    "answers in a lower key."
)
BRIEF = (
    "A ferry with eighty passengers ran aground off Lorn on Saturday when its engine failed in a gale. "
    "Nobody was hurt. Fishing boats pulled it free after two hours, and it reached the harbour of Ashby "
    "before dark. The line will be served by a smaller boat until the engine has been mended, the owner "
    "said. Tickets stay valid."
)
CALLS = ("Monday", "Harwick", 14, 62)
NOTICE = (
    "The ferry office at {1} stays shut on {0}. Letters will be handed out at the bakery next door, which "
    "opens at six. Whoever waits for a parcel is asked to bring a paper with a name on it and {2} crowns "
    "in coins, because the baker has no change. Dogs stay outside. There are {3} chairs, and a stove "
    "that is lit when it freezes."
)
INTERVIEW = [
    "“I came here for a summer and stayed for the fish,” she says. “Nobody told me about the winters, "
    "and when I asked them later why, they said that I had never asked before.”",
    "“You learn to listen to the ice. It speaks before it breaks, always, and it has never once lied to "
    "me. I can't say the same of the weather office, nor of my late husband.”",
    "“My daughter wants me to move to the city. She has a lift there. I told her that I have a lake, and "
    "that a lake goes nowhere when the power fails.”",
    "“Would I do it again? I would bring better boots. Everything else I would do again, the boat "
    "included, though she sank twice.”",
]


def accepted(one: str, other: str, days: float | None = None) -> tuple[bool, str]:
    bodies = sorted((one, other), key=lambda body: tokenise([body]).hashes.size)
    first = np.array(["NaT" if days is None else "2024-03-01"], "datetime64[us]")
    later = first + np.timedelta64(round((days or 0) * 86400), "s")
    relations = relate(compare(bodies, np.array([[0, 1]])), Facts(first, later), Thresholds())
    return bool(relations.accepted[0]), str(relations.reason[0])


def test_two_stories_that_end_with_the_same_background_are_two():
    merged, reason = accepted(f"{ARREST}\n{BACKGROUND}", f"{CONCERT}\n{BACKGROUND}")

    assert not merged
    assert "each begins with other news" in reason


def test_a_story_that_repeats_the_background_of_another_day_amid_its_own_is_another():
    one, other = (f"{head}\n{BACKGROUND}\n{tail}" for head, tail in ((ARREST, NOTICE), (CONCERT, BRIEF)))

    assert accepted(one, other)[0]
    assert accepted(one, other, days=0.5)[0]
    assert not accepted(one, other, days=9)[0]


def test_the_same_words_with_another_beginning_of_their_own_are_one_story():
    lead = "Forty lorries a day still make the detour round the quarry that Greystone was to secure."

    assert accepted(BACKGROUND, f"{lead}\n{BACKGROUND}", days=9)[0]


def test_a_third_is_enough_of_a_story_that_says_the_rest_in_other_order():
    retold, other = (
        " ".join(reversed(text.split())) for text in (f"{BACKGROUND} {ARREST}", " ".join(INTERVIEW))
    )
    whole = "\n".join([BRIEF, BACKGROUND, ARREST, CONCERT, NOTICE])

    assert accepted(f"{BRIEF}\n{retold}", whole)[0]
    assert not accepted(f"{BRIEF}\n{other}", whole)[0]


@pytest.mark.parametrize("days", [None, 0.2])
def test_a_name_put_right_in_a_short_text_is_a_correction(days: float | None):
    text = NOTICE.format(*CALLS)

    assert accepted(text, text.replace("Harwick", "Hartwick"), days)[0]


def test_the_same_text_with_another_day_on_another_day_is_other_news():
    text = NOTICE.format(*CALLS)

    assert not accepted(text, text.replace("Monday", "Thursday"), days=7)[0]


def test_later_figures_of_one_day_are_an_update_and_those_of_another_day_other_news():
    earlier = f"At least 7 people were hurt and 23 taken ill. {NOTICE.format(*CALLS)}"
    later = f"At least 12 people were hurt and 19 taken ill. {NOTICE.format(*CALLS)}"

    assert accepted(earlier, later, days=0.3)[0]
    assert not accepted(earlier, later, days=1)[0]


def test_a_short_text_edited_here_and_there_is_a_copy_where_all_names_and_numbers_are_the_same():
    edited = NOTICE.format(*CALLS)
    for before, after in (
        ("handed out", "given out"),
        ("which opens", "open"),
        ("is asked", "has"),
        ("lit", "on"),
    ):
        edited = edited.replace(before, after)

    assert accepted(NOTICE.format(*CALLS), edited)[0]


def test_an_interview_cut_to_half_and_introduced_anew_is_one_story():
    whole = "A talk by the lake with Berta Moen.\n" + "\n".join(INTERVIEW)
    half = "The woman who listens to the ice turns ninety today.\n" + "\n".join(INTERVIEW[1:3])

    assert accepted(whole, half)[0]


def test_a_notice_of_one_number_is_other_news_with_another_even_in_words():
    notice = (
        "Ferrow Brewing pays {} crowns a share, as before. Payable on May {}, to holders of record on May {}."
    )

    assert not accepted(notice.format(12, "One", 14), notice.format(12, "three", 14))[0]
    assert not accepted(notice.format(12, "One", 14), notice.format(12, "One", 23))[0]
    assert accepted(notice.format(12, "One", 14), notice.format(12, "One", 14) + " Harwick Press")[0]


def test_short_reports_from_one_form_that_differ_from_the_first_word_on_are_other_news():
    form = (
        "{} is given a contract for coal worth {} million crowns, the ministry said. It said that work on "
        "the contract, which was given out as part of a purchase by several offices, is expected to be done "
        "by the end of April."
    )
    one, other = form.format("Lorn Mining of Ashby", 75), form.format("The Harwick Coal and Peat Works", 50.3)

    assert not accepted(one, other)[0]
    assert accepted(one, f"{one} Shares in Lorn were unchanged.")[0]
