"""Moments in words: day, 24-hour time and the zone spelled out, in the reader's language."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, get_timezone_location
from django import template
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.zones import day_in, today_in
from core.zones import zone as find_zone

register = template.Library()


def locale() -> Locale:
    """The reader's language as Babel knows it; English where it does not."""
    try:
        return Locale.parse((translation.get_language() or "en").replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def zone_label(name: str) -> str:
    """“Mexico City time” for America/Mexico_City, “UTC” for UTC."""
    if name == "UTC":
        return "UTC"
    return _("%(city)s time") % {"city": get_timezone_location(name, locale=locale(), return_city=True)}


@register.simple_tag
def moment_text(value: datetime | None, zone: str = "UTC") -> str:
    """A moment as plain text, for mails and documents: “2 Dec 2026, 16:59 Mexico City time (22:59 UTC)”."""
    if not value:
        return ""
    place = find_zone(str(zone))
    local = format_datetime(value, "d MMM y, HH:mm", tzinfo=place, locale=locale())
    if place.key == "UTC":
        return f"{local} UTC"
    same_day = value.astimezone(place).date() == value.astimezone(UTC).date()
    utc = format_datetime(value, "HH:mm" if same_day else "d MMM, HH:mm", tzinfo=UTC, locale=locale())
    return f"{local} {zone_label(place.key)} ({utc} UTC)"


@register.simple_tag
def moment(value: datetime | None, zone: str = "UTC") -> SafeString | str:
    """A moment for a page; a script adds the reader's own time beside it."""
    if not value:
        return ""
    return format_html(
        '<local-time data-label="{}"><time datetime="{}">{}</time></local-time>',
        _("your time:"),
        value.astimezone(UTC).isoformat(timespec="seconds"),
        moment_text(value, zone),
    )


def time_left(value: datetime, now: datetime | None = None) -> str:
    """“12 days left”, on the last day “5 hours left”, at the end “less than a minute left”, then “closed”."""
    left = value - (now or timezone.now())
    if left <= timedelta(0):
        return _("closed")
    if left >= timedelta(days=1):
        return ngettext("%d day left", "%d days left", left.days) % left.days
    hours, minutes = divmod(int(left.total_seconds()) // 60, 60)
    if hours:
        return ngettext("%d hour left", "%d hours left", hours) % hours
    if minutes:
        return ngettext("%d minute left", "%d minutes left", minutes) % minutes
    return _("less than a minute left")


@register.simple_tag
def deadline(value: datetime | None, zone: str = "UTC") -> SafeString | str:
    """A deadline with what is left of it: days, on the last day hours."""
    if not value:
        return ""
    soon = timedelta(0) < value - timezone.now() < timedelta(days=1)
    return _with_moment(value, zone, time_left(value), soon=soon)


@register.simple_tag
def due(value: datetime | None, zone: str = "UTC") -> SafeString | str:
    """When something should be done: what is left, and “overdue” once the moment has passed."""
    if not value:
        return ""
    left = value - timezone.now()
    words = time_left(value) if left > timedelta(0) else _("overdue")
    return _with_moment(value, zone, words, soon=left < timedelta(days=1))


def _with_moment(value: datetime, zone: str, words: str, *, soon: bool) -> SafeString:
    return format_html(
        '<span class="deadline{}"><b>{}</b> · {}</span>', " soon" if soon else "", words, moment(value, zone)
    )


@register.filter(expects_localtime=True)
def day(value: date | datetime | None, zone: str = "") -> str:
    """A day without a time, “2 Dec 2026”: {{ milestone.due_on|day }}.

    A moment has its day in the zone, {{ award.announced_at|day:challenge.zone }}, or in the reader's.
    """
    if zone and isinstance(value, datetime):
        value = day_in(value, zone)
    return format_date(value, "d MMM y", locale=locale()) if value else ""


@register.filter(expects_localtime=True)
def month(value: date | datetime | None) -> str:
    """A month, “Dec 26”, for the axis of a chart."""
    return format_date(value, "MMM yy", locale=locale()) if value else ""


@register.filter
def is_past(value: Any, zone: str = "UTC") -> bool:
    """Whether a moment, or a day in the zone, lies behind us: {{ competition.results_on|is_past:zone }}."""
    if isinstance(value, datetime):
        return value < timezone.now()
    return bool(value) and value < today_in(zone)
