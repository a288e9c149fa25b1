"""Charts for templates: the geometry of core.charts, asked with what a template has at hand."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template

from core import charts
from core.templatetags.pages import number

register = template.Library()


def _given(value: Any) -> float | None:
    """A number, or None for what a template left out (which arrives as an empty text)."""
    return None if value in (None, "") else float(value)


@register.simple_tag
def line_chart(readings: Iterable[Any], baseline: Any = None, target: Any = None) -> charts.LineChart | None:
    """A chart of readings: pairs of day and value, or objects with measured_on and value."""
    pairs = [one if isinstance(one, tuple) else (one.measured_on, one.value) for one in readings]
    return charts.line_chart(pairs, baseline=_given(baseline), target=_given(target))


@register.simple_tag
def dot_strip(scores: Iterable[Any], mean: Any = None, low: float = 0, high: float = 100) -> charts.DotStrip:
    """A strip with one dot per score."""
    known = [float(score) for score in scores if score is not None]
    return charts.dot_strip(known, mean=_given(mean), low=low, high=high)


@register.simple_tag
def gantt(rows: Iterable[Any], today: date) -> charts.Gantt | None:
    """A plan of rows (label, first day, last day, kind); kind: done, work, late, plan; a line at `today`."""
    return charts.gantt([tuple(row) for row in rows], today=today)


@register.filter
def figures(dots: Iterable[charts.Dot]) -> str:
    """The values of the dots, for those who do not see them."""
    return ", ".join(number(dot.value) for dot in dots)


@register.filter
def unlocalise(value: Any) -> str:
    """A number for an SVG attribute: with a point, whatever the reader's language."""
    return f"{value:g}"
