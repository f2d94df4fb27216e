"""What a text is to an earlier one of its URL, by the texts alone."""

from dataclasses import replace

import pytest

from copydesk.tasks.text.corrections import count_corrections
from copydesk.tasks.text.difference import Segment, word_difference
from copydesk.tasks.text.versions import Change, State, changes

SENTENCES = (
    "The dam above Korrweiler cracked shortly before noon on Friday, and the valley road was closed at once.",
    "Engineers from the water board said that the crack is nine metres long and no danger to the foundation.",
    "Two hundred people from the lower village spent the night in the gymnasium of the school on the hill.",
    "Mayor Irma Doll promised that everybody would be told by radio as soon as the road is safe to drive.",
    "The board had inspected the dam in spring and found nothing but a leaking valve, which was replaced.",
    "A farmer who first saw the water says that he called the fire brigade three times before anybody came.",
    "Electricity was cut off in both villages, and the baker by the church gave away his bread for nothing.",
    "A commission of five experts is to find out by December whether the dam can be mended or must go.",
)
OTHER = (
    "Beekeepers in the north count fewer hives than ever, and blame a mite that came by ship last winter.",
    "The ministry wants to pay for every lost colony, but asks for a photograph and a letter from a vet.",
    "At the market in Lund honey costs twice what it did, and the stalls were empty by ten in the morning.",
)
STORY = " ".join(SENTENCES)


def state(body: str, **told: object) -> State:
    fields = {"article_id": body, "title": None, "text": body, "body": body, "access": "full"}
    return State(**{**fields, "words": len(body.split()), **told})  # type: ignore[arg-type]


def kinds(*texts: State | str) -> list[str]:
    states = [text if isinstance(text, State) else state(text) for text in texts]
    return [change.kind for change in changes(states, 0, 20)]


def test_a_stub_that_became_the_full_story_is_completed() -> None:
    assert kinds(SENTENCES[0], STORY) == ["first", "completed"]
    assert kinds(state(" ".join(SENTENCES[:3]), access="partial"), STORY) == ["first", "completed"]


def test_a_stub_written_anew_under_the_same_headline_is_completed() -> None:
    stub = state("Police are on their way. More soon.", title="Crack in the dam above Korrweiler")
    assert kinds(stub, state(STORY, title="Crack in the dam above Korrweiler closes road")) == [
        "first",
        "completed",
    ]
    assert kinds(replace(stub, title="News of today"), state(STORY, title="News of today")) == [
        "first",
        "first",
    ]


def test_a_story_put_behind_a_paywall_is_cut_short() -> None:
    assert kinds(STORY, state(" ".join(SENTENCES[:3]), access="partial")) == ["first", "cut short"]


def test_a_figure_put_right_is_minor_and_with_a_note_a_correction() -> None:
    changed = STORY.replace("nine metres", "twelve metres")
    assert kinds(STORY, changed) == ["first", "minor"]
    noted = f"{changed}\nCorrection: an earlier version of this story gave another length."
    assert kinds(STORY, noted, f"{noted} {OTHER[0]}") == ["first", "correction", "expanded"]


def test_how_much_changed_is_told_by_words_that_stand_in_one_text_alone() -> None:
    states = [state(" ".join(SENTENCES[:6])), state(STORY), state(" ".join(SENTENCES[:5]))]

    first, grown, shrunk = changes(states, 0, 20)

    assert first == Change(None, "first", 0, 0)
    assert grown == Change(0, "expanded", len(" ".join(SENTENCES[6:]).split()), 0)
    assert shrunk == Change(1, "shortened", 0, len(" ".join(SENTENCES[5:]).split()))


def test_half_another_story_is_rewritten_and_a_few_sentences_revised() -> None:
    rewritten = " ".join([*SENTENCES[:3], *OTHER, OTHER[0].upper(), OTHER[1].replace("pay", "atone")])
    revised = " ".join([*SENTENCES[:6], OTHER[0]])
    assert kinds(STORY, rewritten) == ["first", "rewritten"]
    assert kinds(STORY, revised) == ["first", "revised"]


def test_other_furniture_around_the_same_story_is_the_same() -> None:
    assert kinds(STORY, state(STORY, text=f"By Ada Lovelace\n{STORY}")) == ["first", "same"]


def test_a_live_blog_is_live_and_no_stub_that_became_a_story() -> None:
    entries = [
        f"{hour}:0{hour - 10} {sentence}"
        for hour, sentence in zip(range(17, 10, -1), SENTENCES, strict=False)
    ]
    assert kinds(*("\n".join(entries[start:]) for start in (4, 2, 0))) == ["first", "live", "live"]


def test_unrelated_texts_of_one_url_are_stories_of_their_own_and_each_goes_on_where_it_was() -> None:
    dam, bees = state(" ".join(SENTENCES[:5])), state(" ".join(OTHER))
    more_dam, more_bees = state(STORY), state(f"{' '.join(OTHER)} {SENTENCES[7]}")

    found = changes([dam, bees, more_dam, more_bees], 0, 20)

    assert [change.previous for change in found] == [None, None, 0, 1]


def test_a_form_filled_in_anew_is_another_story() -> None:
    form = (
        "At {0} the river Aar stood at {1} centimetres, {2} more than the day before; "
        "in {3} {4} cellars were pumped dry."
    )
    monday = form.format("Korrweiler", 312, 14, "Lund", 27)
    tuesday = form.format("Obermatt", 455, 143, "Vellmouth", 81)
    assert kinds(monday, tuesday) == ["first", "first"]


def test_what_is_linked_already_stands_before_and_is_not_looked_at_again() -> None:
    states = [state(SENTENCES[0]), state(STORY), state(f"{STORY} {OTHER[0]}")]
    assert [change.previous for change in changes(states, 2, 20)] == [1]
    assert [change.kind for change in changes([states[0], *([state(OTHER[1])] * 3), states[1]], 4, 2)] == [
        "first"
    ]


@pytest.mark.parametrize(
    "note",
    [
        "Correction: the dam is in Korrweiler, not in Lund.",
        "(Corrects length in second paragraph)",
        "This story has been corrected to give the mayor's name.",
        "* Editor's note: An earlier version of this article misspelt a name.",
        "Korrektur: Der Riss ist neun Meter lang.",
        "Anmerkung: In einer früheren Version hieß es, die Straße sei offen.",
        "Rectificatif : le barrage se trouve à Korrweiler.",
        "Fe de errores",
        "Rättelse",
        "Oikaisu: Padon halkeama on yhdeksän metriä pitkä.",
        "Sprostowanie: tama stoi w Korrweiler.",
        "Düzeltme: Baraj Korrweiler'dedir.",
        "В предыдущей версии заметки была указана другая длина.",
        "Διόρθωση: Το φράγμα βρίσκεται αλλού.",
        "تصحيح: السد في كورفايلر.",
        "更正：水坝的裂缝长九米。",
        "【訂正】亀裂の長さは9メートルでした。",
        "바로잡습니다",
    ],
)
def test_a_note_of_correction_is_known_in_many_languages(note: str) -> None:
    assert count_corrections(f"{SENTENCES[0]}\n{note}\n{SENTENCES[1]}") == 1


@pytest.mark.parametrize(
    "line",
    [
        "Analysts expect a correction: prices have risen for nine years.",
        "The correction of the river took forty years.",
        "Rättelsen av floden tog fyrtio år.",
        "Korrektur lesen ist ein Beruf.",
        "House of Corrections: a novel",
        STORY,
    ],
)
def test_a_sentence_that_speaks_of_corrections_is_none(line: str) -> None:
    assert count_corrections(line) == 0


def test_a_word_difference_shows_what_went_and_what_came_in_their_places() -> None:
    assert word_difference("The dam broke on Friday.", "The old dam broke\non Monday.") == [
        Segment("same", "The"),
        Segment("added", "old"),
        Segment("same", "dam broke\non"),
        Segment("removed", "Friday."),
        Segment("added", "Monday."),
    ]
    assert word_difference("水坝昨天裂开", "水坝今天裂开")[1:3] == [
        Segment("removed", "昨"),
        Segment("added", "今"),
    ]
    assert word_difference("", "") == []
