"""Time zones by their IANA names, such as America/Mexico_City, and the days that begin in them."""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


@cache
def zone_names() -> list[str]:
    """Every zone named after a place, plus UTC, in alphabetical order."""
    places = {"Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
    return [*sorted(name for name in available_timezones() if name.split("/")[0] in places), "UTC"]


def zone_choices() -> list[tuple[str, str]]:
    """The zones for a form: name and name with blanks instead of underscores."""
    return [(name, name.replace("_", " ")) for name in zone_names()]


def validate_zone(name: str) -> None:
    """Raise ValidationError unless the name is a zone that we offer."""
    if name not in zone_names():
        raise ValidationError(_("Choose a time zone from the list."))


def zone(name: str) -> ZoneInfo:
    """The zone with that name; UTC if the name is not known (any more)."""
    return ZoneInfo(name) if name in zone_names() else ZoneInfo("UTC")


def day_in(moment: datetime, name: str) -> date:
    """The day that a calendar in the zone shows at that instant."""
    return moment.astimezone(zone(name)).date()


def today_in(name: str) -> date:
    """The day that it is in the zone now. “Today” belongs to a place: there is no other way to ask for it."""
    return day_in(timezone.now(), name)


def readers_today() -> date:
    """The day that it is for the person who looks at a page; in the worker and the API, the day in UTC."""
    return timezone.localdate()


def end_of(day: date, name: str) -> datetime:
    """The last minute of the day in the zone."""
    return datetime.combine(day, time(23, 59), tzinfo=zone(name))


def has_come(day: str, name: str, *, ahead: timedelta = timedelta(0)) -> Q:
    """The condition on rows that their day, by the zone of each, is over, is today or comes within `ahead`.

    `day` and `name` are the fields with the day and with the name of the zone.
    """
    places = defaultdict(list)
    for one in zone_names():
        places[today_in(one)].append(one)
    found = Q()
    for today, names in places.items():  # two or three days: it is never more at once on Earth
        found |= Q(**{f"{day}__lte": today + ahead, f"{name}__in": names})
    return found


def from_local(value: datetime, name: str) -> datetime:
    """The instant that a wall clock in the zone means by `value` (its own zone, if any, is ignored).

    Raises ValidationError when the clock skips that time (it is put forward). Of a time that comes twice the
    first is meant.
    """
    local = value.replace(tzinfo=zone(name), fold=0)
    if local.astimezone(UTC).astimezone(zone(name)).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ValidationError(
            _("This time does not exist there: the clocks are put forward. Choose another hour.")
        )
    return local


def to_local(value: datetime, name: str) -> datetime:
    """What a wall clock in the zone shows at that instant, without a zone, for a form."""
    return value.astimezone(zone(name)).replace(tzinfo=None)
