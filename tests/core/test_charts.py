import re
from datetime import date

import pytest
from django.template import Context, Template

from core import charts

AUTUMN = [(date(2026, 9, 1), 9.8), (date(2026, 10, 1), 9.6), (date(2026, 11, 1), 8.6)]


@pytest.mark.parametrize(
    ("low", "high", "steps"),
    [
        (0, 10, [0, 2.5, 5, 7.5, 10]),
        (7, 10, [7, 8, 9, 10]),
        (-3, 3, [-4, -2, 0, 2, 4]),
        (5, 5, [4, 4.5, 5, 5.5, 6]),
        (0, 1200, [0, 500, 1000, 1500]),
    ],
)
def test_nice_steps_are_round_and_cover_the_values(low, high, steps):
    assert charts.nice_steps(low, high) == steps


def test_months_are_thinned_out():
    months = charts.months_between(date(2025, 1, 15), date(2027, 12, 1), most=12)

    assert months[0] == date(2025, 1, 1)
    assert months[1] == date(2025, 4, 1)
    assert len(months) == 12


def test_line_chart_without_readings_is_none():
    assert charts.line_chart([]) is None


def test_line_chart_puts_higher_values_higher_and_later_ones_to_the_right():
    chart = charts.line_chart(AUTUMN, baseline=10, target=7)

    first, last = chart.dots[0], chart.dots[-1]
    assert first.y < last.y
    assert first.x < last.x
    assert chart.baseline_y < first.y < chart.target_y
    assert all(0 <= dot.x <= chart.width and 0 <= dot.y <= chart.height for dot in chart.dots)


def test_line_chart_sorts_readings():
    assert charts.line_chart(reversed(AUTUMN)).points == charts.line_chart(AUTUMN).points


def test_line_chart_of_one_reading_stands_in_the_middle():
    chart = charts.line_chart([(date(2026, 9, 1), 4)])

    assert chart.left < chart.dots[0].x < chart.width
    assert chart.months


def test_dot_strip_stacks_dots_that_would_overlap():
    strip = charts.dot_strip([80, 80, 20])

    low, first, second = strip.dots
    assert first.x == second.x
    assert second.y < first.y
    assert low.y == first.y


def test_dot_strip_shows_range_and_mean():
    strip = charts.dot_strip([0, 100], left=10, right=110)

    assert (strip.low_x, strip.mean_x, strip.high_x) == (10, 60, 110)


def test_dot_strip_without_scores_has_no_mean():
    strip = charts.dot_strip([])

    assert strip.dots == []
    assert strip.mean_x is None


def test_gantt_bars_follow_their_days():
    rows = [
        ("A", date(2026, 9, 1), date(2026, 9, 30), "done"),
        ("B", date(2026, 10, 1), date(2026, 12, 1), "plan"),
    ]

    chart = charts.gantt(rows, today=date(2026, 10, 1))

    a, b = chart.bars
    assert a.x + a.width <= b.x
    assert a.width < b.width
    assert chart.today_x == b.x
    assert charts.gantt(rows, today=date(2030, 1, 1)).today_x is None


def test_gantt_of_a_single_day_can_be_seen():
    chart = charts.gantt([("A", date(2026, 9, 1), date(2026, 9, 1), "plan")], today=date(2026, 9, 1))

    assert chart.bars[0].width >= 6


def test_gantt_without_rows_is_none():
    assert charts.gantt([], today=date(2026, 9, 1)) is None


def test_line_chart_component_shows_figures_as_a_table_too():
    html = Template(
        '{% include "components/line_chart.html" with readings=readings title="Absences" target=7 only %}'
    ).render(Context({"readings": AUTUMN}))

    assert "<polyline" in html
    assert re.search(r'<th scope="row">1 Sep 2026</th>\s*<td class="num">9.8</td>', html)
    assert "The target is 7." in html
    assert "baseline" not in html


def test_chart_attributes_keep_the_decimal_point_in_every_language():
    from django.utils import translation

    with translation.override("de"):
        html = Template('{% include "components/dot_strip.html" with scores=scores only %}').render(
            Context({"scores": [33.3]})
        )

    assert 'cx="123.2"' in html


def test_a_label_leaves_the_place_where_the_line_ends():
    days = [date(2026, 1, 1), date(2026, 3, 1)]
    rising = charts.line_chart(list(zip(days, [10, 125], strict=True)), baseline=0, target=120)
    assert rising.target_label()[1] == "start"
    assert rising.baseline_label()[1] == "end"
