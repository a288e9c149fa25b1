"""Geometry of the charts that the server draws as SVG: pure functions on plain values."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Dot:
    """A value with its place in the picture."""

    x: float
    y: float
    value: float
    on: date | None = None


@dataclass(frozen=True)
class LineChart:
    """One measure over time; `ticks` are (y, value), `months` (x, first day of the month)."""

    width: int
    height: int
    left: int
    ticks: list[tuple[float, float]]
    months: list[tuple[float, date]]
    points: str
    dots: list[Dot]
    baseline_y: float | None
    target_y: float | None

    def baseline_label(self) -> tuple[float, str]:
        """Where the word “baseline” stands and how it is anchored."""
        return self._label(self.baseline_y)

    def target_label(self) -> tuple[float, str]:
        """Where the word “target” stands and how it is anchored."""
        return self._label(self.target_y)

    def _label(self, y: float | None) -> tuple[float, str]:
        """At the right, unless the line passes through the words there and is further away at the left."""
        words = (y or 0) - 10
        right, left = abs(self.dots[-1].y - words), abs(self.dots[0].y - words)
        return (self.left + 4, "start") if right < 20 and left > right else (self.width, "end")


@dataclass(frozen=True)
class DotStrip:
    """The scores of one entry, one dot per juror, with their range and mean."""

    left: float
    right: float
    base: float
    dots: list[Dot]
    low_x: float | None
    high_x: float | None
    mean_x: float | None


@dataclass(frozen=True)
class Bar:
    """One row of a plan; kind is "done", "late", "plan" or "work"."""

    label: str
    starts_on: date
    ends_on: date
    kind: str
    x: float
    y: float
    width: float


@dataclass(frozen=True)
class Gantt:
    """Rows of a plan over months; today_x is None where today lies outside."""

    width: int
    height: int
    left: int
    months: list[tuple[float, date]]
    bars: list[Bar]
    today_x: float | None


def nice_steps(low: float, high: float, wanted: int = 5) -> list[float]:
    """Round numbers that cover low to high, about `wanted` of them."""
    if high <= low:
        low, high = low - 1, high + 1
    raw = (high - low) / max(1, wanted - 1)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * n for n in (1, 2, 2.5, 5, 10) if power * n >= raw)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [round(n * step, 10) for n in range(first, last + 1)]


def months_between(first: date, last: date, most: int = 12) -> list[date]:
    """First days of months from first to last, thinned out to at most `most`."""
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    all_months = [date(n // 12, n % 12 + 1, 1) for n in range(start, end + 1)]
    return all_months[:: math.ceil(len(all_months) / most)]


def line_chart(
    readings: Iterable[tuple[date, float]],
    *,
    baseline: float | None = None,
    target: float | None = None,
    width: int = 640,
    height: int = 260,
) -> LineChart | None:
    """The picture of a measure with its baseline and target; None where nothing was measured."""
    series = sorted((day, float(value)) for day, value in readings)
    if not series:
        return None
    baseline = None if baseline is None else float(baseline)
    target = None if target is None else float(target)
    steps = nice_steps(*_bounds([*(value for _, value in series), baseline, target]))
    left, top, bottom = 56, 24, height - 36
    scale = _scale(steps[0], steps[-1], bottom, top)
    across = _days(series[0][0], series[-1][0], left + 16, width - 24)
    dots = [Dot(across(day), scale(value), value, day) for day, value in series]
    months = [(across(day), day) for day in months_between(series[0][0], series[-1][0])]
    return LineChart(
        width=width,
        height=height,
        left=left,
        ticks=[(scale(step), step) for step in steps],
        months=[(x, day) for x, day in months if x >= left] or [(dots[0].x, series[0][0])],
        points=" ".join(f"{dot.x},{dot.y}" for dot in dots),
        dots=dots,
        baseline_y=None if baseline is None else scale(baseline),
        target_y=None if target is None else scale(target),
    )


def dot_strip(
    scores: Sequence[float],
    *,
    mean: float | None = None,
    low: float = 0,
    high: float = 100,
    left: float = 10,
    right: float = 350,
) -> DotStrip:
    """One dot per score; dots that would overlap are stacked. An absent mean is that of the scores."""
    scale, base, radius = _scale(low, high, left, right), 38.0, 5.0
    dots: list[Dot] = []
    for score in sorted(float(score) for score in scores):
        x = scale(score)
        crowd = sum(1 for dot in dots if abs(dot.x - x) < 2 * radius)
        dots.append(Dot(x, max(radius, base - 8 - 9 * crowd), score))
    values = [dot.value for dot in dots]
    average = mean if mean is not None else (sum(values) / len(values) if values else None)
    return DotStrip(
        left=left,
        right=right,
        base=base,
        dots=dots,
        low_x=scale(min(values)) if values else None,
        high_x=scale(max(values)) if values else None,
        mean_x=None if average is None else scale(float(average)),
    )


def gantt(rows: Iterable[tuple[str, date, date, str]], *, today: date, width: int = 960) -> Gantt | None:
    """The picture of a plan: rows are (label, first day, last day, kind). None where there are no rows."""
    plan = [(label, min(start, end), max(start, end), kind) for label, start, end, kind in rows]
    if not plan:
        return None
    first = min(start for _, start, _, _ in plan).replace(day=1)
    last = max(end for _, _, end, _ in plan) + timedelta(days=14)
    left, line, top = 250, 30, 40
    across = _days(first, last, left, width - 10)
    bars = [
        Bar(
            label,
            start,
            end,
            kind,
            across(start),
            top + n * line,
            max(6.0, round(across(end) - across(start), 1)),
        )
        for n, (label, start, end, kind) in enumerate(plan)
    ]
    return Gantt(
        width=width,
        height=top + line * len(bars) + 10,
        left=left,
        months=[(x, day) for day in months_between(first, last, most=10) if (x := across(day)) < width - 50],
        bars=bars,
        today_x=across(today) if first <= today <= last else None,
    )


def _bounds(values: Iterable[float | None]) -> tuple[float, float]:
    known = [value for value in values if value is not None]
    return min(known), max(known)


def _scale(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    """A function from a value to its place, one decimal."""
    span = (high - low) or 1
    return lambda value: round(start + (value - low) / span * (end - start), 1)


def _days(first: date, last: date, start: float, end: float) -> Callable[[date], float]:
    """A function from a day to its place; a single day stands in the middle."""
    if first == last:
        return lambda day: round((start + end) / 2, 1)
    scale = _scale(first.toordinal(), last.toordinal(), start, end)
    return lambda day: scale(day.toordinal())
