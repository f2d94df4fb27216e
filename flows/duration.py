"""A length of time, as pages, lists and alerts say it alike."""

HOURS_TOLD = 72


def duration(hours: float) -> str:
    """Return a length of time in hours or days, whichever reads better.

    >>> duration(7.6), duration(100), duration(0.2), duration(1)
    ('8 hours', '4 days', 'less than an hour', '1 hour')
    """
    if hours < 0.5:
        return "less than an hour"
    number, unit = (hours, "hour") if hours < HOURS_TOLD else (hours / 24, "day")
    return f"{number:.0f} {unit}{'' if round(number) == 1 else 's'}"
