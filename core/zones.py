"""Time zones by their IANA names, such as America/Mexico_City."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
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
