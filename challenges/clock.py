"""Wall times and instants: a time on a form is meant in a zone, where not every wall time happens once."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.templatetags.times import zone_label
from core.zones import zone


def instant(wall: datetime, zone_name: str) -> datetime:
    """The instant of a wall time in the zone.

    Raises ValidationError with a sentence where clocks skip that time, or show it twice.
    """
    place = zone(zone_name)
    moments = [wall.replace(tzinfo=place, fold=fold) for fold in (0, 1)]
    words = {"time": f"{wall:%H:%M}", "day": f"{wall:%Y-%m-%d}", "zone": zone_label(zone_name)}
    first, second = (moment.utcoffset() or timedelta(0) for moment in moments)
    if first == second:
        return moments[0]
    if first < second:
        text = _(
            "%(time)s does not exist on %(day)s in %(zone)s: the clocks go forward. Choose another time."
        )
    else:
        text = _("%(time)s happens twice on %(day)s in %(zone)s: the clocks go back. Choose another time.")
    raise ValidationError(text % words)


def wall_time(moment: datetime | None, zone_name: str) -> datetime | None:
    """What clocks in the zone show at the instant, without a zone."""
    return moment.astimezone(zone(zone_name)).replace(tzinfo=None) if moment else None
