"""Times of news in many languages: what is read, and what nobody can be sure of."""

from datetime import datetime

import pytest

from copydesk.tasks.text.furniture.moments import Moment, find_dates, month_number, read_day, read_moment

READ = [
    ("2023/09/28 • 1080p", datetime(2023, 9, 28), "day"),
    ("Posted: 3:56 AM, June 02, 2018", datetime(2018, 6, 2, 3, 56), "minute"),
    ("Updated 6:35 PM ET, Fri June 1, 2018", datetime(2018, 6, 1, 22, 35), "minute"),
    ("January 1, 2018 6:35 PM ET", datetime(2018, 1, 1, 23, 35), "minute"),
    ("24. April 2016, 14.30 Uhr MESZ", datetime(2016, 4, 24, 12, 30), "minute"),
    ("24 avril 2016 à 14h30", datetime(2016, 4, 24, 14, 30), "minute"),
    ("24 de abril de 2016", datetime(2016, 4, 24), "day"),
    ("24 апреля 2016", datetime(2016, 4, 24), "day"),
    ("2016年4月24日", datetime(2016, 4, 24), "day"),
    ("2016년 4월 24일", datetime(2016, 4, 24), "day"),
    ("2016-04-24T14:30:05+02:00".replace("T", " "), datetime(2016, 4, 24, 12, 30, 5), "second"),
    ("24.04.2016", datetime(2016, 4, 24), "day"),
    ("25/04/2016", datetime(2016, 4, 25), "day"),
    ("3 JAN 90", datetime(1990, 1, 3), "day"),
]


@pytest.mark.parametrize(("text", "when", "precision"), READ)
def test_a_time_is_read_in_utc_with_its_precision(text, when, precision):
    assert read_moment(text) == Moment(when, precision)


def test_a_date_that_two_countries_read_differently_has_no_moment():
    assert [dated.moment for dated in find_dates("03/04/2023")] == [None]


@pytest.mark.parametrize("text", ["31 February 2020", "99.99.2016", "Rain fell in 2016", "version 1.2.3", ""])
def test_what_is_no_day_is_read_as_none(text):
    assert read_day(text) is None


def test_months_have_names_in_many_languages():
    assert [month_number(name) for name in ("Feb.", "März", "août", "апреля", "Nisan", "rain")] == [
        2,
        3,
        8,
        4,
        4,
        None,
    ]
