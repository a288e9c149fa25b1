from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from core.templatetags import times

LATE = datetime(2026, 12, 2, 22, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("UTC", "2 Dec 2026, 22:59 UTC"),
        ("America/Mexico_City", "2 Dec 2026, 16:59 Mexico City time (22:59 UTC)"),
        ("Asia/Kolkata", "3 Dec 2026, 04:29 Kolkata time (2 Dec, 22:59 UTC)"),
        ("No/Such_Place", "2 Dec 2026, 22:59 UTC"),
        ("", "2 Dec 2026, 22:59 UTC"),
    ],
)
def test_moment_text_names_the_zone(zone, text):
    assert times.moment_text(LATE, zone) == text


def test_moment_text_of_nothing_is_empty():
    assert times.moment_text(None) == ""
    assert times.moment(None) == ""
    assert times.deadline(None) == ""
    assert times.due(None) == ""


def test_a_call_closes_but_a_task_becomes_overdue():
    passed = timezone.now() - timedelta(days=1)
    assert "closed" in times.deadline(passed)
    assert "overdue" in times.due(passed)
    assert "closed" not in times.due(passed)
    assert "2 days left" in times.due(timezone.now() + timedelta(days=2, hours=1))


def test_hours_are_told_apart_in_hindi():
    # Django's own Hindi format prints 10:59 and 22:59 alike.
    with translation.override("hi"):
        morning = times.moment_text(LATE - timedelta(hours=12))
        evening = times.moment_text(LATE)

    assert "10:59" in morning
    assert "22:59" in evening


def test_moment_carries_the_instant_for_the_script():
    assert '<time datetime="2026-12-02T22:59:00+00:00">' in times.moment(LATE, "America/Lima")


@pytest.mark.parametrize(
    ("left", "text"),
    [
        (timedelta(days=12, hours=3), "12 days left"),
        (timedelta(days=1), "1 day left"),
        (timedelta(hours=23, minutes=59), "23 hours left"),
        (timedelta(hours=1), "1 hour left"),
        (timedelta(minutes=59), "59 minutes left"),
        (timedelta(seconds=59), "less than a minute left"),
        (timedelta(0), "closed"),
        (timedelta(seconds=-1), "closed"),
    ],
)
def test_time_left_turns_to_hours_on_the_last_day(left, text):
    now = timezone.now()

    assert times.time_left(now + left, now) == text


def test_deadline_is_marked_on_its_last_day():
    assert "deadline soon" in times.deadline(timezone.now() + timedelta(hours=3))
    assert "deadline soon" not in times.deadline(timezone.now() + timedelta(days=3))


def test_days_and_months_speak_the_readers_language():
    with translation.override("de"):
        assert times.day(date(2026, 12, 2)) == "2 Dez. 2026"
    assert times.month(date(2026, 12, 2)) == "Dec 26"


def test_is_past_knows_days_and_moments():
    assert times.is_past(timezone.now() - timedelta(seconds=1))
    assert times.is_past(timezone.localdate() - timedelta(days=1))
    assert not times.is_past(timezone.localdate())
    assert not times.is_past(None)


def test_tags_work_in_a_template():
    html = Template('{% load times %}{% moment at "Europe/Berlin" %} {{ at|day }}').render(
        Context({"at": LATE})
    )

    assert "2 Dec 2026, 23:59 Berlin time (22:59 UTC)" in html
