"""Documents that two stories print: posts, letters and answers merge nothing."""

import numpy as np
import pytest

from copydesk.tasks.text.printed import ANNOUNCING, printed_spans
from copydesk.tasks.text.relation import Facts, relate
from copydesk.tasks.text.thresholds import Thresholds
from copydesk.tasks.text.verify import compare

STAIRS = (
    "Passengers with prams had to be carried up the stairs of Harbour Street station on Wednesday, for the "
    "fourth time since the spring and on the hottest day of the year so far.\n"
    "A man with a cello took the bus instead. Two schoolgirls counted the steps aloud and arrived at a "
    "hundred and fourteen, which led to an argument with the woman behind them that lasted until the "
    "ticket hall.\n",
    "\n"
    "Nobody at the station could say when the part would come, or from where. The kiosk had sold out of "
    "water by ten, and the florist put her buckets outside so that people could cool their wrists.\n"
    "The council's committee on transport will hear the director in June. Its chair said that she would "
    "take the stairs that day, with her two dogs and a folder of complaints, and let him carry one of the "
    "three.",
)
NEIGHBOUR = (
    "Edith Lowe, 84, knows each step between the platform and the daylight by its sound.\n"
    "She has lived above the station since before there was a lift in it. Her husband drove the first "
    "train of the morning for twenty years and woke her by whistling, two short and one long, whenever he "
    "passed below. The steps that ring hollow are the ones from the last mending, she says; the rest are "
    "as old as she is.\n",
    "\n"
    "In her kitchen hang three photographs of the stairs, one of them with a horse. When the lift is in "
    "order she rides up and down in it once a week, on Sundays, to see who is about. On other days she "
    "walks, slowly, and lets the young pass her, who do not know which of the steps give way a little.",
)
POST = (
    "We are aware that the lift is out of order again. A part has to come from abroad. Until then our "
    "people will carry your prams and suitcases, and we are sorry for every one of the hundred and twelve "
    "steps. We have asked three companies for a second lift, and only one of them has answered. When there "
    "is news we will tell you here before we tell anybody else. Until the end of the month nobody needs a "
    "ticket here, in either direction, and those who have a monthly one get a third of it back without "
    "asking. Our drivers will wait two minutes longer at the platform, so that nobody has to run up or "
    "down. Thank you for the cake that somebody left at the desk on Monday; all twelve of us carried it "
    "down, and it did not survive the stairs."
)
ANSWERS = "\n".join(
    (
        "Question: You have kept bees on the roof of the opera for thirty years. Why there?",
        "Answer: Because nobody else wanted the roof. The conductor was afraid of them at first, and then "
        "he asked for honey, and then for more honey, and in the end for a hive of his own.",
        "Question: Do they mind the noise?",
        "Answer: They leave during Wagner and come back for the Italians. I have no explanation, and I "
        "have stopped looking for one. The third trombone says that it is the key.",
        "Question: How many hives are there today?",
        "Answer: Eleven. There were fourteen, but we lost three to the mites in the wet winter, as "
        "everybody did.",
        "Question: What do you tell the children who come to see them?",
        "Answer: That a bee does not want anything from you. It is a thing not many of them have heard "
        "before.",
    )
)


def letter(opening: str, closing: str) -> str:
    return f"{opening}\n{POST}\n{closing}"


def merged(one: str, other: str) -> bool:
    bodies = sorted((one, other), key=lambda body: len(body.split()))
    unknown = np.array(["NaT"], "datetime64[us]")
    return bool(
        relate(compare(bodies, np.array([[0, 1]])), Facts(unknown, unknown), Thresholds()).accepted[0]
    )


@pytest.mark.parametrize(
    "printed",
    [
        f"{POST}\n— Harbour Line (@harbourline) June 3, 2024",
        f"{POST} — Harbour Line (@harbourline) 3. Juni 2024",
        f"{POST.replace(' When there', chr(10) + 'When there')}\n— Harbour Line (@harbourline) June 3, 2024",
        f"Harbour Line (@harbourline) · 3 Jun\n{POST}",
        f"Harbour Line\n@harbourline\n{POST}\n9:14 AM · Jun 3, 2024",
        f"{POST}\nhttps://x.com/harbourline/status/1797554433221",
        f"> {POST}",
        f"“{POST}”",
        f"She read it twice:\n{POST}",
        letter("Dear passengers,", "Yours sincerely,\nHarbour Line"),
        letter("Sehr geehrte Damen und Herren,", "Mit freundlichen Grüßen\nIhre Hafenbahn"),
        letter("Chers voyageurs,", "Bien à vous,\nLa Ligne du Port"),
        letter("Estimados pasajeros:", "Atentamente,\nLa Línea del Puerto"),
        letter("Уважаемые пассажиры!", "С уважением,\nЛиния порта"),
        letter("Sayın yolcular,", "Saygılarımızla\nLiman Hattı"),
        letter("尊敬的乘客：", "港口线"),
        ANSWERS,
    ],
)
def test_two_stories_that_print_the_same_document_stay_two(printed: str) -> None:
    first, second = printed.join(STAIRS), printed.join(NEIGHBOUR)

    assert not merged(first, second)


@pytest.mark.parametrize("printed", [f"{POST}\n— Harbour Line (@harbourline) June 3, 2024", ANSWERS])
def test_a_reprint_of_a_story_with_a_document_is_merged(printed: str) -> None:
    story = printed.join(STAIRS)

    assert merged(story, f"From our correspondent.\n{story}")
    assert merged(story, story.replace("Nobody at the station", "Nobody there").replace("hottest", "warmest"))


def test_an_interview_cut_short_is_a_part_of_the_interview():
    whole = f"We met him on the roof, between two rehearsals, and he had brought a jar.\n{ANSWERS}"

    assert merged("\n".join(whole.splitlines()[:5]), whole)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (
            "It was loud.\nRain.\n— Met Office (@metoffice) May 3\nDry.",
            ["Rain.\n— Met Office (@metoffice) May 3"],
        ),
        ("> Rain is due.\nIt rained.", ["> Rain is due."]),
        ("Rain was due.\nA: Why?\nB: Who knows.\nA: You.\n" + "It rained. " * 9, ["A: Why?", "A: You."]),
        ("Where: Town hall\nWhen: Noon\nPrice: none", []),
        ("A: Why?\nB: Who knows.\nA: You do.\nB: I do.", []),
        ("Write to rain@office.example or call. 5 > 4.", []),
        ("", []),
    ],
)
def test_documents_are_told_from_the_story(text: str, printed: list[str]) -> None:
    assert [text[start:stop] for start, stop in printed_spans(text)] == printed


@pytest.mark.parametrize(
    "line",
    ["The letter in full:", "“The letter:”", "Met Office (@metoffice) · 3 Jun", "@metoffice", "Dear all,"],
)
def test_lines_that_announce_a_document(line: str) -> None:
    assert ANNOUNCING.search(f"It rained.\n{line}\nRain is due.")


@pytest.mark.parametrize(
    "line", ["It rained, dear all, and rained.", "rain@office.example", "Dearest of all was rain."]
)
def test_lines_of_a_story_announce_nothing(line: str) -> None:
    assert not ANNOUNCING.search(f"It rained.\n{line}\nRain is due.")
