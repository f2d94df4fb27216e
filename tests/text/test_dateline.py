"""Datelines in the styles of many agencies, and the sentences that look like one."""

from datetime import datetime

import pytest

from copydesk.tasks.text.clean import clean
from copydesk.tasks.text.furniture.dateline import find_dateline

STORY = "Heavy rain fell across the valley on Sunday, and the river rose above last year's mark."

IN_THE_WILD = [
    ("SALVADOR, Feb 26 -", "Salvador", []),
    ("KATHMANDU, April 25 (Reuters) -", "Kathmandu", ["Reuters"]),
    ("LA CROSSE, Wis. (AP) —", "La Crosse", ["AP"]),
    ("PUTRAJAYA, Nov 22 —", "Putrajaya", []),
    ("München/London –", "München/London", []),
    ("WASHINGTON/NEW YORK (Reuters) –", "Washington/New York", ["Reuters"]),
    ("CHEVY CHASE, Md., - March 4 -", "Chevy Chase", []),
    ("EL PASO, Texas, March 2 -", "El Paso", []),
    ("RIO DE JANEIRO, Feb 26 -", "Rio de Janeiro", []),
    ("SPRINGFIELD, Ill. —", "Springfield", []),
    ("NEW YORK, Monday -", "New York", []),
    ("Frankfurt am Main (dpa) -", "Frankfurt am Main", ["dpa"]),
    ("Bern, 24.04.2016 (sda) –", "Bern", ["sda"]),
    ("PARIS, le 3 mars (AFP) –", "Paris", ["AFP"]),
    ("MADRID, 24 Abr. (EUROPA PRESS) -", "Madrid", ["EUROPA PRESS"]),
    ("(ANSA) - ROMA, 24 APR -", "Roma", ["ANSA"]),
    ("Lisboa, 24 abr (Lusa) –", "Lisboa", ["Lusa"]),
    ("Oslo (NTB-Reuters):", "Oslo", ["NTB", "Reuters"]),
    ("Warszawa (PAP) –", "Warszawa", ["PAP"]),
    ("Ankara, 24 Nisan (AA) -", "Ankara", ["AA"]),
    ("Tiranë, 24 Prill /ATSH/ -", "Tiranë", ["ATSH"]),
    ("BEOGRAD, 24. april (Tanjug) –", "Beograd", ["Tanjug"]),
    ("МОСКВА, 24 апр — РИА Новости.", "Москва", ["РИА Новости"]),
    ("МОСКВА, 24 апреля. /ТАСС/.", "Москва", ["ТАСС"]),
    ("ASTANA. KAZINFORM –", "Astana", ["KAZINFORM"]),
    ("KYIV, April 24 (Ukrinform).", "Kyiv", ["Ukrinform"]),
    ("القاهرة 24 أبريل (رويترز) -", "القاهرة", ["رويترز"]),
    ("القاهرة - رويترز:", "القاهرة", ["رويترز"]),
    ("ISLAMABAD:", "Islamabad", []),
    ("WASHINGTON—", "Washington", []),
    ("SAN FRANCISCO --(BUSINESS WIRE)--", "San Francisco", ["BUSINESS WIRE"]),
    ("SAN SALVADOR, 3 JAN 90 (RADIO VALLE) -- [REPORT] [TEXT]", "San Salvador", ["RADIO VALLE"]),
    ("NO CITY, NO DATE -- [SPEECH] [TEXT]", None, []),
    ("新华社北京4月24日电", "北京", ["新华社"]),
    ("[東京 24日 ロイター] -", "東京", ["ロイター"]),
    ("(서울=연합뉴스) 홍길동 기자 =", "서울", ["연합뉴스", "홍길동"]),
]

NEGATIVE = [
    "LE POINT SUR LA SITUATION - «Il pleut», dit-il, et la rivière monte depuis trois jours dans la vallée.",
    "(TNO) - which was contracted by the ministry to look into the matter - said so on Monday evening.",
    "Von München bis Aachen: Der große Test der Bahnhöfe zeigt, wie lange Reisende warten müssen.",
    "In March 1999 – The year of the flood – he left the town and never came back to it again.",
    "Paris–Roubaix was won by a rider from the north, who had never seen the cobbles in the rain.",
    "London - Paris by train takes two hours, and less if the rain doesn't flood the tunnel once more.",
    "HSBC (HSBA.L) - The bank said it would cut jobs across the region before the end of the year.",
    "Liverpool 3 - Chelsea 1: The visitors never recovered from an early goal at the wrong end.",
    "Monday, March 3 - The day began with rain and ended with a flood in the lower town of the valley.",
    "The Times, March 3 - A reader writes that the rain fell for days and days and nobody did anything.",
    "Paris: a city of light, and of rain, which fell for three days on the roofs of the old town.",
    "Jan. 6 - The committee meets again to hear what the engineers have to say about the flood.",
    "BREAKING - The river has risen above the mark of last year, and the lower town is being cleared.",
    "In London (AP) the rain fell for three days, and nobody in the lower town had an umbrella left.",
]


@pytest.mark.parametrize(("dateline", "place", "names"), IN_THE_WILD)
def test_a_dateline_is_cut_and_tells_place_and_agency(dateline, place, names):
    found = find_dateline(f"{dateline} {STORY}")

    assert found is not None
    assert (found.stop, found.place) == (len(dateline) + 1, place)
    assert [credit.name for credit in found.credits] == names


@pytest.mark.parametrize("line", NEGATIVE)
def test_a_sentence_that_looks_like_a_dateline_stays(line):
    assert find_dateline(line) is None


def test_a_dateline_without_a_space_before_the_story_is_cut():
    assert find_dateline(f"LONDON, March 3 (AP) —{STORY}").stop == len("LONDON, March 3 (AP) —")


def test_a_known_place_tells_nothing_in_a_line_that_is_no_prose():
    assert find_dateline(f"London: {STORY}", place_tells=False, capitals_tell=False) is None


def test_capitals_tell_nothing_in_a_text_of_capitals():
    line = "LAHAINA - " + STORY

    assert find_dateline(line, capitals_tell=True) is not None
    assert find_dateline(line, capitals_tell=False) is None


def test_the_day_of_a_dateline_dates_the_story_to_the_day():
    cleaned = clean(f"KATHMANDU, April 25, 2015 (Reuters) - {STORY}\n{STORY}")

    assert (cleaned.place, cleaned.origin) == ("Kathmandu", "Reuters")
    assert (cleaned.published_at, cleaned.published_precision) == (datetime(2015, 4, 25), "day")


def test_a_day_without_its_year_dates_nothing():
    assert clean(f"SALVADOR, Feb 26 - {STORY}\n{STORY}").published_at is None
