from datetime import datetime

import pytest

from copydesk.tasks.text.times import moment

at = datetime.fromisoformat


@pytest.mark.parametrize(
    ("given", "time", "precision"),
    [
        ("2023-09-28", at("2023-09-28"), "day"),
        ("2023/09/28", at("2023-09-28"), "day"),
        ("2023-9-8", at("2023-09-08"), "day"),
        ("28.09.2023", at("2023-09-28"), "day"),
        ("8.9.2023", at("2023-09-08"), "day"),
        ("28.09.2023 10:30", at("2023-09-28 10:30"), "minute"),
        ("28.09.2023, 10:30:05", at("2023-09-28 10:30:05"), "second"),
        ("20230928", at("2023-09-28"), "day"),
        ("2023-09", at("2023-09-01"), "month"),
        ("2023", at("2023-01-01"), "year"),
        ("September 28, 2023", at("2023-09-28"), "day"),
        ("28 Sep 2023", at("2023-09-28"), "day"),
        ("2023-09-28T10:30", at("2023-09-28 10:30"), "minute"),
        ("2023-09-28 10:30:05", at("2023-09-28 10:30:05"), "second"),
        ("2023-09-28 10:30:05 UTC", at("2023-09-28 10:30:05"), "second"),
        ("2023-09-28T10:30:05Z", at("2023-09-28 10:30:05"), "second"),
        ("2023-09-28T10:30:05.123456789Z", at("2023-09-28 10:30:05"), "second"),
        ("2023-09-28T01:30:00+02:00", at("2023-09-27 23:30"), "second"),
        ("20230928T103005Z", at("2023-09-28 10:30:05"), "second"),
        ("Thu, 28 Sep 2023 10:30:05 +0200", at("2023-09-28 08:30:05"), "second"),
        (1695897005, at("2023-09-28 10:30:05"), "second"),
        (1695897005000, at("2023-09-28 10:30:05"), "second"),
        ("1695897005", at("2023-09-28 10:30:05"), "second"),
    ],
)
def test_one_notation_of_a_time_is_as_good_as_another(given, time, precision):
    assert moment(given) == (time, precision)


@pytest.mark.parametrize(
    "given",
    [
        *(
            "soon",
            "",
            "04/05/2023",
            "09.28.2023",
            "1.2.20230",
            "2023-13-01",
            "2023-02-30",
            "10:30",
            "9" * 100,
            "0001-01-01T00:00+23:59",
        ),
        *("٢٠٢٣-٠٩-٢٨ ٢", "1" * 13 + "²", 5, 2023, -1695897005, 10**400, 1e300, float("nan"), float("inf")),
        *(None, True, [], {}),
    ],
)
def test_what_gives_no_time_beyond_doubt_gives_none(given):
    assert moment(given) is None
