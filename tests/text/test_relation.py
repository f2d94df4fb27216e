import re
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from copydesk.tasks.text.clean import clean
from copydesk.tasks.text.relation import Facts, relate
from copydesk.tasks.text.spans import Given
from copydesk.tasks.text.thresholds import Thresholds
from copydesk.tasks.text.tokens import tokenise
from copydesk.tasks.text.verify import compare

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))

FLOOD = (
    "The river Lorn burst its banks on Tuesday night and flooded the lower town of Ashby, where some "
    "300 people had to leave their homes.\n"
    "Firefighters brought families to safety in boats until the early morning. Nobody was hurt, the "
    "county said.\n"
    "The water rose faster than the forecast had said, after two days of rain on ground that was still "
    "frozen. At the weir it stood at 4.7 metres, the highest level in 31 years.\n"
    "Schools stay closed until Monday, and trains between Ashby and Harwick are replaced by buses. The "
    "county asked people not to use their cars.\n"
    "The barrier that was to protect the lower town has been delayed three times. Its builders say that "
    "the last part will be in place by the autumn."
)

STRIKE = (
    "Bus drivers in Harwick will stop work for two days next week after talks on pay broke down.\n"
    "The drivers' union wants seven percent more, the company has offered four. Both sides accuse each "
    "other of leaving the table.\n"
    "School buses are to run as usual. The company said it would put up a timetable of the remaining "
    "services on Sunday.\n"
    "It is the third strike since last summer, when a new owner bought the company from the city and "
    "cut the night services."
)

WALLS = (
    "The primary school in Mill Lane will not open after the holidays because its walls are moving.\n"
    "Surveyors had warned of the cracks four years ago, in a report that only a few members of the "
    "board had seen.\n"
    "Parents learned from the caretaker that classes would be held in the sports hall and in two "
    "churches.\n"
    "The county promises containers by November, and has asked a judge to find out who kept the report "
    "in a drawer."
)

STATEMENT = (
    "“I have read the report, and I take responsibility for what it says. Our pupils were promised a "
    "safe building and did not get one. I will leave my office at the end of the month, and I ask for "
    "the patience of everybody until my successor has had the time to put things right.”"
)


class Verdict(NamedTuple):
    relation: str
    accepted: bool
    reason: str


def relation_of(
    one: str, other: str, days: int = 0, same_source: bool = False, **thresholds: float
) -> Verdict:
    """The relation of two texts, the shorter one first."""
    bodies = sorted((one, other), key=lambda body: tokenise([body]).hashes.size)
    published = np.array(["2019-03-01"], "datetime64[us]")
    facts = Facts(published, published + np.timedelta64(days, "D"), same_source=np.array([same_source]))
    relations = relate(compare(bodies, np.array([[0, 1]])), facts, Thresholds(**thresholds))
    return Verdict(str(relations.relation[0]), bool(relations.accepted[0]), relations.reason[0])


def test_the_same_words_are_exact():
    assert relation_of(FLOOD, FLOOD.upper())[:2] == ("exact", True)


def test_a_reprint_with_a_word_changed_is_a_dup():
    assert relation_of(FLOOD, FLOOD.replace("300 people", "hundreds of people"))[:2] == ("dup", True)


def test_a_short_text_with_a_word_changed_is_merged():
    one = "Police closed the harbour tunnel on Friday morning after a lorry with hay caught fire inside it."

    assert relation_of(one, one.replace("lorry", "truck")).accepted


def test_a_short_text_with_another_name_or_number_is_other_news():
    one = "Police closed the harbour tunnel on Friday morning after 14 cars ran into each other inside it."

    assert not relation_of(one, one.replace("Friday", "Sunday")).accepted
    assert not relation_of(one, one.replace("14", "41")).accepted


def test_a_story_that_went_on_is_a_version():
    later = FLOOD + "\nOn Wednesday the water began to fall. " + STRIKE

    assert relation_of(FLOOD, later)[:2] == ("version", True)


def test_a_passage_of_half_a_story_is_an_excerpt():
    brief = (
        "\n".join(FLOOD.splitlines()[:3]) + " Our weather page has more on the days to come and on the roads."
    )

    verdict = relation_of(brief, f"{FLOOD}\n{STRIKE}\n{WALLS}")

    assert verdict[:2] == ("excerpt", True)
    assert "of the shorter story stands in the longer" in verdict.reason


def test_a_tenth_of_a_story_is_shared():
    other = STRIKE + "\n" + FLOOD.splitlines()[0]

    assert relation_of(FLOOD, other)[:2] == ("shared", False)


def test_other_news_is_nothing():
    assert relation_of(FLOOD, STRIKE)[:2] == ("none", False)


def test_two_stories_that_quote_the_same_statement_are_shared():
    one = f"The head of Ashby's school board resigned on Monday. {STATEMENT} She had led it for nine years."
    other = (
        f"Cracked walls have cost another career: {STATEMENT} With these words the chair of the board went."
    )

    assert relation_of(one, other)[:2] == ("shared", False)


def test_a_story_that_quotes_a_transcript_is_not_a_part_of_it():
    speech = STATEMENT.strip("“”")
    transcript = f"Thank you all for coming. {speech} {FLOOD.replace('said', 'says')} {STRIKE}"
    brief = f"The chair is leaving. {STATEMENT} Pupils were not impressed by what she had to say, and left."

    assert relation_of(brief, transcript)[:2] == ("shared", False)


def test_two_stories_that_print_the_same_letter_are_shared():
    letter = "\nThe letter in full:\n" + FLOOD

    assert relation_of(STRIKE + letter, WALLS + letter)[:2] == ("shared", False)


def test_a_shared_post_merges_nothing():
    post = (
        "The old barrier will be blown up at noon, keep your windows closed and your pets at home please.\n"
    )
    post += "— Ashby Council (@ashbycouncil) May 3, 2019\n"
    one = "The council has fixed the day of the demolition, and neighbours are not amused at all.\n" + post
    other = (
        "Shopkeepers on the quay learned from a post that they would have to close on their best day.\n"
        + post
    )

    assert not relation_of(one, other).accepted


SORRY = (
    "We are sorry for what happened on our pier on Sunday. Two of our divers were hurt and are well again. "
    "Until we know why the rope broke, we will keep our boats in the harbour, and we will pay for the days "
    "that are lost. We owe this to our crews and to everybody who goes down with them."
)
PIER = (
    "A rope broke on the long pier at Lorn and threw two divers against the wall. The pier was closed within "
    "the hour.\nThe diving company published a statement.\n{}\nThe mayor asked for patience. Swimmers were "
    "told to stay away from the pier until the end of the week, and the fishing contest was put off."
)
DIVERS = (
    "Divers are hard to find along this coast, and after last weekend they will be harder to find still, "
    "says Tessa Orme, who trains them.\n{}\nOrme knows one of the two men. He was her best pupil, she says, "
    "and he never trusted that rope. The harbour office has asked her for an opinion by Friday."
)


def test_two_stories_that_print_a_statement_without_marks_are_shared():
    verdict = relation_of(PIER.format(SORRY), DIVERS.format(SORRY))

    assert verdict[:2] == ("shared", False)
    assert "mostly quotations" in verdict.reason


def test_a_passage_that_tells_of_others_is_an_excerpt():
    told = re.sub(r"\b[Ww]e\b", "they", SORRY).replace("our ", "their ")

    assert relation_of(PIER.format(told), DIVERS.format(told)).accepted


def test_part_of_what_somebody_tells_of_himself_is_an_excerpt():
    more = (
        "My father dived here before me, and I used his helmet until I was thirty. I still have it at home."
    )
    more += " On some days I can hear the bell of the pier from here, and then I put on my boots."
    column = f"{SORRY}\n{more}\nI have sold the boat, and my son is a baker. We both sleep better for it."

    assert relation_of(PIER.format(SORRY), column).accepted


MARKET = (
    "The Harwick exchange closed {mood} on {day}. The leading index {moved} {a} percent to {b} points, "
    "and the index of smaller companies {moved} {c} percent to {d} points. Shares in the harbour "
    "company were at {e} crowns, while those of the brewery changed hands at {f} crowns. The crown "
    "stood at {g} cents in the evening."
)
WEATHER = (
    "The weather in Ashby on {day}: clouds in the morning, later sunny spells. Highs of {a} degrees in "
    "the town and {b} degrees in the hills, lows of {c} degrees at night. Winds from the west at {d} "
    "miles an hour, with gusts of up to {e} miles an hour on the coast. The sun rises at {f} and sets "
    "at {g}. The risk of rain is {a} percent."
)
MATCH = (
    "{day}'s game at the Lorn stadium ended {a}-{b}. The home side took the lead in the {c}th minute "
    "through their captain, the guests equalised in the {d}th minute. {e} spectators saw the game. The "
    "home side had {f} percent of the ball and {g} shots at goal, and are now in the upper half of the "
    "table with a game in hand."
)
MONDAY = {"day": "Monday", "mood": "higher", "moved": "rose", "a": "0.8", "b": "15,234", "c": "17"}
MONDAY |= {"d": "3,412", "e": "41.5", "f": "7.9", "g": "66"}
TUESDAY = {"day": "Tuesday", "mood": "higher", "moved": "rose", "a": "1.3", "b": "15,433", "c": "29"}
TUESDAY |= {"d": "3,460", "e": "43.2", "f": "8.1", "g": "68"}


@pytest.mark.parametrize("form", [MARKET, WEATHER, MATCH])
def test_daily_reports_from_one_template_are_not_merged(form):
    verdict = relation_of(form.format(**MONDAY), form.format(**TUESDAY))

    assert not verdict.accepted


def test_a_form_filled_in_twice_is_named_as_such():
    tail = " All figures are provisional until the exchange has checked them, which usually takes until noon."
    one, other = (WEATHER.format(**day) + tail * 2 for day in (MONDAY, TUESDAY))

    assert "one form filled in twice" in relation_of(one, other).reason


def test_names_that_only_one_text_has_make_no_form():
    reprint = FLOOD + "\nCopyright Northern Press Agency, Harwick 2019"

    assert relation_of(reprint, f"{FLOOD}\n{STRIKE}").accepted


def test_a_reprint_of_a_daily_report_is_merged():
    report = MARKET.format(**MONDAY)

    assert relation_of(report, "From our market desk. " + report)[:2] == ("dup", True)


def test_a_corrected_figure_is_a_reprint_all_the_same():
    assert relation_of(FLOOD, FLOOD.replace("4.7 metres", "4.9 metres"))[:2] == ("dup", True)


def test_a_live_blog_and_its_earlier_state_are_versions():
    entries = [f"{hour}:30 {line}" for hour, line in enumerate((FLOOD + STRIKE).splitlines(), 8)]
    earlier, later = "\n".join(entries[3::-1]), "\n".join(entries[6::-1])

    assert relation_of(earlier, later)[:2] == ("version", True)


def test_a_follow_up_of_the_same_outlet_is_shared():
    background = "\n" + "\n".join(FLOOD.splitlines()[2:5:2])
    first = (
        "“All plans will be on the table by Friday noon, and nobody in this town will be left in the dark "
    )
    first += "about the barrier again,” the mayor told angry neighbours who had come to the school hall with "
    first += (
        "buckets, brooms and photographs of their cellars, and who left it again no less angry." + background
    )
    later = "“We start when the ground is dry, and whoever has promised you another day has never poured any "
    later += (
        "concrete in his life,” the foreman at the weir said while his men carried planks and cables to the "
    )
    later += "bank on a grey morning. An hour after that the first excavator got stuck." + background

    verdict = relation_of(first, later, same_source=True)

    assert verdict[:2] == ("shared", False)
    assert "a follow-up" in verdict.reason


def test_captions_alone_merge_nothing():
    caption = "A firefighter carries a child through the flooded market street of Ashby in the early morning."

    assert not relation_of(caption, FLOOD + "\n" + caption).accepted
    assert not relation_of(STRIKE + "\n" + caption, FLOOD + "\n" + caption).accepted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rain, more rain tomorrow", "Rain, less rain tomorrow"),
        ("市政府宣布关闭老桥", "市は古い橋を閉鎖した"),
        ("Rain", "Snow"),
        ("!!!", "???"),
        ("", "Rain"),
    ],
)
def test_different_texts_shorter_than_a_shingle_are_nothing(one, other):
    assert relation_of(one, other)[:2] == ("none", False)


def test_the_same_short_text_is_exact():
    assert relation_of("Rain, again.", "Rain again")[:2] == ("exact", True)


def test_a_reprint_after_seven_years_is_refused_only_where_a_window_is_set():
    days = 7 * 365

    assert relation_of(FLOOD, FLOOD + " Again.", days=days)[:2] == ("dup", True)
    verdict = relation_of(FLOOD, FLOOD + " Again.", days=days, window_days=30)
    assert verdict[:2] == ("dup", False)
    assert "more than 30 days apart" in verdict.reason


def test_unknown_dates_are_inside_every_window():
    figures = compare([FLOOD, FLOOD], np.array([[0, 1]]))
    unknown = np.array(["NaT"], "datetime64[us]")

    relations = relate(figures, Facts(unknown, unknown), Thresholds(window_days=1))

    assert relations.accepted.tolist() == [True]
    assert np.isnat(unknown[0])
    assert np.isnan(relations.days_apart[0])


def test_states_of_one_page_are_versions():
    figures = compare([FLOOD, FLOOD + " Again."], np.array([[0, 1]]))
    unknown = np.array(["NaT"], "datetime64[us]")

    relations = relate(figures, Facts(unknown, unknown, same_url=np.array([True])), Thresholds())

    assert relations.relation.tolist() == ["version"]


@pytest.mark.parametrize(
    ("same_url", "hours", "relation"),
    [(True, 4, "version"), (False, 4, "shared"), (True, 30, "shared")],
    ids=["a correction", "another page", "the next day's report"],
)
def test_a_short_text_corrected_at_its_url_within_a_day_is_a_version(
    same_url: bool, hours: int, relation: str
) -> None:
    before = (
        "The ferry between Holm and the mainland stays in harbour until Thursday, because the ice in the "
        "sound has grown thicker than the bow can break. Twelve lorries wait on the quay, most with fish."
    )
    after = before.replace("Thursday", "Friday") + " Correction: an earlier version named another day."
    figures = compare([before, after], np.array([[0, 1]]))
    published = np.array(["2026-01-01T08"], "datetime64[us]")
    later = published + np.timedelta64(hours, "h")

    found = relate(figures, Facts(published, later, same_url=np.array([same_url])), Thresholds())

    assert (found.relation.tolist(), found.accepted.tolist()) == ([relation], [relation == "version"])


def test_the_five_seeds_are_four_stories():
    bodies = [clean(seed.read_text(), Given()).body for seed in SEEDS]
    accepted = {
        (one, other)
        for one in range(5)
        for other in range(one + 1, 5)
        if relation_of(bodies[one], bodies[other]).accepted
    }

    assert accepted == {(0, 1)}
    assert relation_of(bodies[0], bodies[1]).relation == "excerpt"
    assert relation_of(bodies[1], bodies[2]).relation == "shared"
    figures = compare(bodies, np.array([[1, 0], [1, 2]]))
    assert figures.containment[0] > 0.5
    assert 0.2 < figures.containment[1] < 0.3
    assert figures.first.novel_words[0] > 0


def test_a_threshold_below_what_is_looked_at_is_refused():
    with pytest.raises(ValueError, match="at least"):
        Thresholds(merge_containment=0.1)
