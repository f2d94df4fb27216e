"""The charts of a report: in days, weeks, months or years, whichever gives neither few nor many."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from markupsafe import Markup

from copydesk.flows.pages.showing import number, plain, share
from copydesk.storage.report_records import Dates
from copydesk.storage.reports import Reported

SERIES = 7
OTHERS = "all others"
# The longest span, in days, that is told by each unit, and how a step of it is named.
UNITS = (
    ("day", 62, "%-d %b %Y"),
    ("week", 500, "%-d %b %Y"),
    ("month", 2_600, "%b %Y"),
    ("year", None, "%Y"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A step of time and what each series has there, in words."""

    label: str
    values: Sequence[str]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and its figures; `svg` is None where there are too few of them to draw."""

    caption: str
    unit: str = ""
    svg: Markup | None = None
    series: Sequence[str] = ()
    rows: Sequence[Row] = ()


def arrivals_chart(reported: Reported, dates: Dates) -> Chart:
    """Return what came in by outlet."""
    if dates.first is None or dates.last is None:
        return Chart("")
    unit, naming = _unit(dates.first, dates.last)
    steps = reported.steps(unit, dates.first, dates.last)
    if len(steps) == 1:
        return Chart(f"It came in on one day, {_day(steps[0])}.")
    arrivals = reported.arrivals(unit, SERIES)
    sizes: Counter[str | None] = Counter()
    for one in arrivals:
        sizes[one.source] += one.articles
    order = sorted(sizes, key=lambda name: (name is None, -sizes[name], name or ""))
    counts = {(one.source, one.at): one.articles for one in arrivals}
    named = zip(_named(order), order, strict=True)
    series = {shown: [counts.get((source, at), 0) for at in steps] for shown, source in named}
    return _bars(
        f"Articles that came in, by {unit} and outlet", unit, [f"{at:{naming}}" for at in steps], series
    )


def published_charts(reported: Reported, dates: Dates) -> tuple[Chart, Chart]:
    """Return what was published, alone, chosen or copied, and which share of it is copied."""
    if dates.first is None or dates.last is None:
        return Chart(""), Chart("")
    unit, naming = _unit(dates.first, dates.last)
    steps = reported.steps(unit, dates.first, dates.last)
    if len(steps) == 1:
        return Chart(f"All that is dated was published on one day, {_day(steps[0])}."), Chart("")
    found = {one.at: one for one in reported.published(unit, dates.first, dates.last)}
    labels = [f"{at:{naming}}" for at in steps]
    series = {
        "alone": [found[at].alone if at in found else 0 for at in steps],
        "canonical among copies": [found[at].chosen if at in found else 0 for at in steps],
        "copies": [found[at].copies if at in found else 0 for at in steps],
    }
    bars = _bars(f"Articles by {unit} of publication: alone, canonical and copies", unit, labels, series)
    return bars, _shares(f"Copies among what was published, by {unit}", unit, labels, list(series.values()))


def _bars(caption: str, unit: str, labels: Sequence[str], series: Mapping[str, Sequence[int]]) -> Chart:
    # pygal is imported where a chart is drawn.
    from copydesk.flows.pages.charts import bars

    values = zip(*series.values(), strict=True)
    rows = [Row(label, [number(value) for value in row]) for label, row in zip(labels, values, strict=True)]
    return Chart(caption, unit, bars(labels, series, caption), list(series), rows)


def _shares(caption: str, unit: str, labels: Sequence[str], counts: Sequence[Sequence[int]]) -> Chart:
    from copydesk.flows.pages.charts import line

    pairs = [(copies, alone + chosen + copies) for alone, chosen, copies in zip(*counts, strict=True)]
    drawn = line(labels, {"copies": [part / whole if whole else None for part, whole in pairs]}, caption)
    rows = [Row(label, [share(*pair)]) for label, pair in zip(labels, pairs, strict=True)]
    return Chart(caption, unit, drawn, ["copies"], rows)


def _unit(first: datetime, last: datetime) -> tuple[str, str]:
    days = (last - first) / timedelta(days=1)
    return next((unit, naming) for unit, most, naming in UNITS if most is None or days <= most)


def _day(at: datetime) -> str:
    return f"{at.day} {at:%b %Y}"


def _named(sources: Sequence[str | None]) -> list[str]:
    """Return what outlets are called in a chart; names that look the same are numbered."""
    plainly = [OTHERS if source is None else plain(source) for source in sources]
    before = [plainly[:place].count(name) for place, name in enumerate(plainly)]
    return [f"{name} ({count + 1})" if count else name for name, count in zip(plainly, before, strict=True)]
