"""Charts as inline SVG: drawn by pygal, and dressed by the page's own style sheet."""

from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

from markupsafe import Markup
from pygal import Line, StackedBar
from pygal.etree import etree

# Where lxml is installed pygal would draw with it, whose trees are others.
etree.to_etree()
WIDTH, HEIGHT = 960, 300
LABELS = 10
TOPS, STEPS = (0.1, 0.2, 0.5, 1.0), 5
FRAME = {
    "width": WIDTH,
    "height": HEIGHT,
    "margin": 8,
    "spacing": 4,
    "show_legend": False,
    "show_minor_x_labels": False,
    "truncate_label": -1,
    "js": (),
    "css": (),
}
# What pygal adds for its script, which no page here carries, and for its own style sheet.
_DRESS = frozenset({"defs", "title", "desc"})
_OVERLAYS = frozenset({"plot text-overlay", "plot tooltip-overlay", "background"})


def bars(labels: Sequence[str], series: Mapping[str, Sequence[int]], said: str) -> Markup:
    """Return stacked bars; `said` is what a screen reader says of the chart."""
    most = max(map(sum, zip(*series.values(), strict=True)))
    chart = StackedBar(**FRAME, value_formatter=lambda value: f"{value:,.0f}", y_labels=ticks(most))
    return _draw(chart, labels, series, said)


def line(labels: Sequence[str], series: Mapping[str, Sequence[float | None]], said: str) -> Markup:
    """Return lines of shares, from 0 to a tenth, a fifth, a half or all; None leaves a gap in a line."""
    most = max(value or 0.0 for values in series.values() for value in values)
    top = next(top for top in TOPS if most <= top)
    shares = {
        "range": (0, top),
        "y_labels": [top * step / STEPS for step in range(STEPS + 1)],
        "value_formatter": lambda value: f"{value:.0%}",
    }
    chart = Line(**FRAME, **shares, dots_size=3, allow_interruptions=True)
    return _draw(chart, labels, series, said)


def ticks(most: int) -> list[int]:
    """Return round figures from 0 to the first that is not below `most`, five steps or fewer.

    >>> ticks(3), ticks(46)
    ([0, 1, 2, 3], [0, 10, 20, 30, 40, 50])
    """
    step = next(
        step for step in (base * 10**power for power in range(20) for base in (1, 2, 5)) if 5 * step >= most
    )
    return list(range(0, most + step, step))


def _draw(chart: Any, labels: Sequence[str], series: Mapping[str, Sequence[Any]], said: str) -> Markup:
    chart.x_labels = labels
    chart.x_labels_major = list(labels)[:: max(1, -(-len(labels) // LABELS))]
    for name, values in series.items():
        chart.add(name, values)
    root = chart.render_tree()
    names = list(series)
    for number, group in enumerate(_series(root)):
        _name_marks(group, names[number % len(names)])
    _undress(root)
    root.attrib.pop("id", None)
    root.attrib.update({"class": "chart", "role": "img", "aria-label": said})
    return Markup(ElementTree.tostring(root, encoding="unicode"))  # noqa: S704 - ElementTree escapes


def _series(root: Any) -> list[Any]:
    return [group for group in root.iter("g") if group.get("class", "").startswith("series ")]


def _name_marks(group: Any, name: str) -> None:
    """Give each mark of a series the title that a pointer shows: what, when and how much."""
    for mark in group.iter("g"):
        told = {one.get("class"): one.text for one in mark.findall("desc")}
        shapes = [shape for tag in ("rect", "circle") for shape in mark.findall(tag)]
        for shape in shapes:
            if shape.get("height") == "0.0":
                mark.remove(shape)
            elif told:
                title = ElementTree.SubElement(shape, "title")
                title.text = f"{told.get('x_label', '')} · {name}: {told.get('value', '')}"


def _undress(node: Any) -> None:
    for child in list(node):
        comment = not isinstance(child.tag, str)
        if comment or child.get("class") in _OVERLAYS or (child.tag in _DRESS and not _is_ours(node, child)):
            node.remove(child)
            continue
        _undress(child)


def _is_ours(node: Any, child: Any) -> bool:
    return child.tag == "title" and node.tag in {"rect", "circle"}
